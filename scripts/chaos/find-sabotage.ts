import { setTimeout as wait } from 'node:timers/promises'
import type { MessageTruth } from '#sandbox/generator/day-truth.ts'
import { checkMailboxes } from './check-mailboxes.ts'
import type { World } from './open-world.ts'
import type { ChaosOptions } from './read-chaos-options.ts'
import { readSite } from './read-site.ts'
import { findStrayWriters } from './watch-writers.ts'

type Sabotage = NonNullable<ChaosOptions['sabotage']>

const EVERY_MS = 1_000

/** Looks, while faults go on, for what a sabotage leads to. @returns whether it was seen before `isOver`. */
export async function findSabotage(
  world: World,
  sabotage: Sabotage,
  run: { connectorId: string; truth: ReadonlyMap<string, MessageTruth> },
  isOver: () => boolean,
): Promise<boolean> {
  while (!isOver()) {
    await wait(EVERY_MS)
    // A package that is being written is no ZIP yet: the next look sees it.
    if (await hasShown(world, sabotage, run).catch(() => false)) return true
  }
  return false
}

async function hasShown(
  world: World,
  sabotage: Sabotage,
  { connectorId, truth }: { connectorId: string; truth: ReadonlyMap<string, MessageTruth> },
): Promise<boolean> {
  if (sabotage === 'no-fence') return (await findStrayWriters(world.ledger, connectorId)).length > 0
  const site = await readSite(world.installation.packagesDir, truth)
  return (await checkMailboxes(world, site)).doubled.length > 0
}
