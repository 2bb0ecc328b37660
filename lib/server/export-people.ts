import { z } from 'zod'
import type { Database } from '#lib/db/client.ts'
import { findConnector } from '#lib/db/connectors.ts'
import { listPeople, type PeopleChoice } from '#lib/db/people/list-people.ts'
import { listLastReads } from '#lib/db/silent-people.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { type ArchivedPerson, SHOWN_DAYS } from '#lib/domain/archived-person.ts'
import { CSV_BYTE_ORDER_MARK, csvLine } from '#lib/domain/csv-line.ts'
import { peopleQuery } from '#lib/domain/people-query.ts'
import { readWallClock } from '#lib/domain/wall-clock.ts'
import type { ReportFile } from './download-run-report.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

const COLUMNS = [
  'Person',
  'Number or id',
  'Mapped by',
  'M365 User ID',
  'Failure Reason',
  'State',
  'Failed deliveries',
  'Last message on',
  `Days with messages of ${SHOWN_DAYS}`,
  'Muted until',
  'Muted because',
  'Muted by',
] as const

const ROWS_A_READ = 1_000

export const exportPeopleInput = peopleQuery
  .omit({ after: true })
  .extend({ connectorId: z.guid().toLowerCase() })

/** The people that the filters of the page find, all pages of them, as a file. */
export function exportPeopleCall(
  ports: () => Pick<WebPorts, 'database' | 'clock'>,
): CallDefinition<typeof exportPeopleInput, ReportFile> {
  return {
    name: 'person.export',
    permission: 'read',
    input: exportPeopleInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller: { tenantId }, input: { connectorId, ...choice } }) {
      const { database, clock } = ports()
      const key = { tenantId, connectorId }
      const now = clock.now()
      const asOf = await withTenant(database, tenantId, async (transaction) => {
        const row = await findConnector(transaction, key)
        const readAt = (await listLastReads(transaction, tenantId, [connectorId])).get(connectorId)
        return row && readWallClock(readAt ?? now, row.timeZone).date
      })
      if (!asOf) return refuse('connector-gone')
      const value = {
        fileName: `people-${now.toISOString().slice(0, 10)}.csv`,
        contentType: 'text/csv; charset=utf-8',
        text: writeLines(database, key, { ...choice, asOf }),
      }
      return { ok: true, value, auditDetail: { ...choice } }
    },
  }
}

async function* writeLines(
  database: Database,
  key: { tenantId: string; connectorId: string },
  choice: Omit<PeopleChoice, 'after' | 'limit'>,
): AsyncGenerator<string> {
  yield CSV_BYTE_ORDER_MARK + csvLine(COLUMNS)
  let after: PeopleChoice['after'] = null
  for (;;) {
    const from: PeopleChoice['after'] = after
    const { people }: { people: ArchivedPerson[] } = await withTenant(database, key.tenantId, (transaction) =>
      listPeople(transaction, key, { ...choice, after: from, limit: ROWS_A_READ }),
    )
    yield people.map((person) => csvLine(cells(person))).join('')
    const last = people.at(-1)
    if (!last || people.length < ROWS_A_READ) return
    after = last
  }
}

/** One value for each column, in their order. */
function cells({ mailbox, mute, failing, ...person }: ArchivedPerson): (string | number)[] {
  return [
    person.displayName,
    person.owner,
    person.mapping,
    mailbox?.address ?? '',
    (mailbox ? failing?.reason : person.reason) ?? '',
    person.state,
    failing?.count ?? 0,
    person.lastDay,
    person.days.length,
    mute?.until ?? '',
    mute?.reason ?? '',
    mute?.by ?? '',
  ]
}
