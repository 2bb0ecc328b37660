import 'server-only'
import { listWaitingGroups } from '#lib/db/quarantine/list-waiting-groups.ts'
import { listWaitingItems } from '#lib/db/quarantine/list-waiting-items.ts'
import { BYTES_PER_MEGABYTE } from '#lib/domain/item-limits.ts'
import { readGroupPlace, readItemPlace, waitingQuery, writeGroupPlace } from '#lib/domain/waiting-query.ts'
import { readHead } from './read-connector.ts'

const PAGE_SIZE = 50

/** What waits in the quarantine of a connector; `readFacts`: the totals, and the page that the address asks for. */
export async function readQuarantine(connectorId: string, params: unknown) {
  const query = waitingQuery.parse(params)
  const { readRest, ...head } = await readHead(connectorId)
  const { by, search, after } = query
  const readFacts = () =>
    readRest(async (transaction, key, { row }) => {
      const isByItem = by === 'item'
      // One more than is shown tells whether there is more.
      const limit = PAGE_SIZE + 1
      const waiting = await listWaitingGroups(transaction, key, {
        search,
        after: isByItem ? null : readGroupPlace(after),
        limit,
      })
      const items = isByItem
        ? await listWaitingItems(transaction, key, { search, after: readItemPlace(after), limit })
        : []
      const groups = isByItem ? [] : waiting.groups
      const last = isByItem ? items.at(PAGE_SIZE - 1) : groups.at(PAGE_SIZE - 1)
      const isMore = Math.max(items.length, groups.length) > PAGE_SIZE
      return {
        totals: waiting.totals,
        found: waiting.found,
        groups: groups.slice(0, PAGE_SIZE),
        items: items.slice(0, PAGE_SIZE),
        next: isMore && last ? ('id' in last ? last.id : writeGroupPlace(last)) : null,
        limitMegabytes: Math.round(row.itemLimitBytes / BYTES_PER_MEGABYTE),
      }
    })
  return { ...head, query, readFacts }
}
