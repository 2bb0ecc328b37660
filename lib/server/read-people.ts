import 'server-only'
import { listConnectors } from '#lib/db/connectors.ts'
import { countPeople } from '#lib/db/people/count-people.ts'
import { listPeople } from '#lib/db/people/list-people.ts'
import { listLastReads } from '#lib/db/silent-people.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { peopleQuery, readPersonPlace, writePersonPlace } from '#lib/domain/people-query.ts'
import { readWallClock } from '#lib/domain/wall-clock.ts'
import { readHead } from './read-connector.ts'
import { requireViewer } from './viewer.ts'
import { webComposition } from './web-composition.ts'

const PAGE_SIZE = 50

/** Whom a connector archives; `readFacts`: null before its source was ever read, else one page of them, and totals. */
export async function readPeople(connectorId: string, params: unknown) {
  const query = peopleQuery.parse(params)
  const { readRest, ...head } = await readHead(connectorId)
  const readFacts = () =>
    readRest(async (transaction, key, { row, now }) => {
      const readAt = (await listLastReads(transaction, key.tenantId, [row.id])).get(row.id)
      if (!readAt) return null
      const { after, ...choice } = query
      const asOf = readWallClock(readAt, row.timeZone).date
      const listed = await listPeople(transaction, key, {
        ...choice,
        asOf,
        after: readPersonPlace(after),
        // One more than is shown tells whether there is more.
        limit: PAGE_SIZE + 1,
      })
      const people = listed.people.slice(0, PAGE_SIZE)
      const last = people.at(-1)
      return {
        ...listed,
        people,
        next: listed.people.length > people.length && last ? writePersonPlace(last) : null,
        asOf,
        readAt,
        today: readWallClock(now, row.timeZone).date,
      }
    })
  return { ...head, query, readFacts }
}

/** How many people each connector archives, those with silent people first. */
export async function readPeopleOfAll() {
  const { tenantId } = await requireViewer('read')
  const { database } = webComposition()
  const readFacts = () =>
    withTenant(database, tenantId, async (transaction) => {
      const connectors = await listConnectors(transaction, { tenantId, states: ['active', 'paused'] })
      const ids = connectors.map(({ id }) => id)
      const reads = await listLastReads(transaction, tenantId, ids)
      const judged = connectors.flatMap(({ id, timeZone }) => {
        const at = reads.get(id)
        return at ? [{ id, asOf: readWallClock(at, timeZone).date }] : []
      })
      const counts = await countPeople(transaction, tenantId, judged)
      return connectors
        .flatMap(({ id, name }) => {
          const count = counts.get(id)
          return count ? [{ id, name, ...count }] : []
        })
        .sort((one, other) => other.silent - one.silent || other.people - one.people)
    })
  return { readFacts }
}
