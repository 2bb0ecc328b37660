import type { Route } from 'next'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import { StatusLabel } from '#components/connectors/status-label.tsx'
import cards from '#components/fields/card.module.css'
import { Paging } from '#components/fields/paging.tsx'
import { When } from '#components/fields/when.tsx'
import type { ConnectorStatus } from '#lib/domain/connector-status.ts'
import type { RunCounts } from '#lib/domain/run-books.ts'

export type RunsTableRow = {
  id: string
  trigger: string
  requestedBy: string | null
  createdAt: Date
  status: ConnectorStatus
  counts: RunCounts
}

const COUNTS = [
  ['items', 'itemsAvailable'],
  ['imported', 'imported'],
  ['partial', 'partiallyImported'],
  ['skipped', 'skipped'],
  ['failed', 'failed'],
  ['quarantined', 'itemsQuarantined'],
] as const satisfies [string, keyof RunCounts][]

/** The runs of a connector, a page at a time; each leads to its report. */
export function RunsTable(props: {
  connector: { id: string; name: string; timeZone: string }
  runs: RunsTableRow[]
  page: number
  pageCount: number
}) {
  const t = useTranslations('connector.runs')
  const format = useFormatter()
  const { connector, runs } = props
  const base = `/data-connectors/connectors/${connector.id}/runs`
  return (
    <section className={`${cards.card} ${cards.flush}`}>
      {runs.length === 0 ? (
        <p className={cards.empty}>{t('none')}</p>
      ) : (
        <table className={cards.table}>
          <caption className="visually-hidden">{t('caption', { name: connector.name })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('started')}</th>
              <th scope="col">{t('by')}</th>
              <th scope="col">{t('status')}</th>
              {COUNTS.map(([label]) => (
                <th key={label} scope="col" className={cards.number}>
                  {t(label)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {runs.map((run) => (
              <tr key={run.id}>
                <td data-label={t('started')}>
                  <Link href={`${base}/${run.id}` as Route}>
                    <When at={run.createdAt} timeZone={connector.timeZone} />
                    <span className="visually-hidden"> {t('report')}</span>
                  </Link>
                </td>
                <td data-label={t('by')}>
                  <Starter run={run} />
                </td>
                <td data-label={t('status')}>
                  <StatusLabel status={run.status} />
                </td>
                {COUNTS.map(([label, key]) => (
                  <td key={label} data-label={t(label)} className={cards.number}>
                    {format.number(run.counts[key])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Paging base={base} page={props.page} pageCount={props.pageCount} label={t('pages')} />
    </section>
  )
}

function Starter({ run }: { run: RunsTableRow }) {
  const t = useTranslations('connector.runs')
  if (run.trigger === 'schedule' || run.trigger === 'api') return t(run.trigger)
  return run.requestedBy ?? '–'
}
