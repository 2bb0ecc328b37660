import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { World } from './open-world.ts'
import type { SitePackage } from './read-site.ts'
import { whenThereIsRoom } from './when-there-is-room.ts'

const LONGEST_MS = 150_000
const POLL_MS = 200

/** Asks for a run, as a schedule does. One that is under way stays the only one. */
export async function planRun({ installation }: World, connectorId: string): Promise<string | null> {
  const { composition, tenantId } = installation
  const plan = await whenThereIsRoom(() =>
    composition.planRun({
      tenantId,
      connectorId,
      trigger: 'manual',
      requestedBy: { id: 'chaos', name: 'Chaos' },
    }),
  )
  return plan.outcome === 'planned' ? plan.runId : null
}

/**
 * Waits until every package of the site is in the ledger, and nothing is under way any more; one more run must then find
 * nothing to do. @returns what is in the way, when it does not come to that.
 */
export async function letItFinish(
  world: World,
  connectorId: string,
  packages: readonly SitePackage[],
): Promise<string | null> {
  const deadlineMs = performance.now() + LONGEST_MS
  let found = await readOpen(world, connectorId, packages)
  let isLastRunPlanned = false
  while (performance.now() < deadlineMs) {
    if (found.live === 0) {
      if (found.missing === 0 && isLastRunPlanned && found.open === 0 && found.delivering === 0) return null
      const planned = await planRun(world, connectorId)
      isLastRunPlanned = planned !== null && found.missing === 0
    }
    await wait(POLL_MS)
    found = await readOpen(world, connectorId, packages)
  }
  return `not finished after ${LONGEST_MS / 1000} s: ${JSON.stringify(found)}`
}

/** Waits until something was to be delivered and nothing is any more, or until nobody waits for that. */
export async function waitUntilDelivered(
  world: World,
  connectorId: string,
  isOver: () => boolean,
): Promise<void> {
  while (!isOver()) {
    await wait(POLL_MS)
    const { rows } = await whenThereIsRoom(() =>
      world.ledger.query(
        `select count(*)::int as all, count(*) filter (where state in ('pending', 'attempting', 'unconfirmed'))::int as open
       from delivery where connector_id = $1`,
        [connectorId],
      ),
    )
    const counts = deliveryRow.parse(rows[0])
    if (counts.all > 0 && counts.open === 0) return
  }
}

const deliveryRow = z.object({ all: z.number(), open: z.number() })

const openRow = z.object({
  live: z.number(),
  delivering: z.number(),
  open: z.number(),
  recorded: z.array(z.string()),
})

async function readOpen({ ledger }: World, connectorId: string, packages: readonly SitePackage[]) {
  const { rows } = await whenThereIsRoom(() =>
    ledger.query(
      `select (select count(*)::int from run where connector_id = $1
             and state in ('planned', 'fetching', 'recording', 'resolving')) as live,
            (select count(*)::int from run where connector_id = $1 and state = 'delivering') as delivering,
            (select count(*)::int from delivery where connector_id = $1
             and state in ('pending', 'attempting', 'unconfirmed')) as open,
            array(select encode(sha256, 'hex') from staged_package
                  where connector_id = $1 and state = 'recorded') as recorded`,
      [connectorId],
    ),
  )
  const { recorded, ...counts } = openRow.parse(rows[0])
  const missing = packages.filter(({ sha256 }) => !recorded.includes(sha256)).length
  return { ...counts, missing }
}
