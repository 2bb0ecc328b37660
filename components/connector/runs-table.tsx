import type { Route } from 'next'
import { useFormatter, useTranslations } from 'next-intl'
import { StatusLabel } from '#components/connectors/status-label.tsx'
import cards from '#components/fields/card.module.css'
import { KeyPaging } from '#components/fields/key-paging.tsx'
import { Link } from '#components/fields/link.tsx'
import { When } from '#components/fields/when.tsx'
import { type ConnectorStatus, RUN_FILTERS, type RunFilter } from '#lib/domain/connector-status.ts'
import type { RunCounts } from '#lib/domain/run-books.ts'
import styles from './connector.module.css'

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
  status: RunFilter | undefined
  after: string | undefined
  next: string | null
}) {
  const t = useTranslations('connector.runs')
  const format = useFormatter()
  const { connector, runs, status } = props
  const base = `/data-connectors/connectors/${connector.id}/runs`
  return (
    <section className={`${cards.card} ${cards.flush}`}>
      <Filter base={base} current={status} />
      {runs.length === 0 ? (
        <p className={cards.empty}>{status || props.after ? t('noneSuch') : t('none')}</p>
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
      <KeyPaging base={base} query={{ status }} isFirst={!props.after} next={props.next} label={t('pages')} />
    </section>
  )
}

/** Links, not buttons: each has its own address, and works before any script does. */
function Filter({ base, current }: { base: string; current: RunFilter | undefined }) {
  const t = useTranslations('connector.runs')
  const tStatus = useTranslations('status')
  return (
    <nav className={styles.filter} aria-label={t('filter')}>
      {[undefined, ...RUN_FILTERS].map((filter) => (
        <Link
          key={filter ?? 'all'}
          className={styles.chip}
          href={`${base}${filter ? `?status=${filter}` : ''}` as Route}
          aria-current={filter === current ? 'true' : undefined}
        >
          {filter ? tStatus(filter) : t('all')}
        </Link>
      ))}
    </nav>
  )
}

function Starter({ run }: { run: RunsTableRow }) {
  const t = useTranslations('connector.runs')
  if (run.trigger === 'schedule' || run.trigger === 'api') return t(run.trigger)
  if (run.trigger === 'redrive') return t('redrive', { name: run.requestedBy ?? '' })
  return run.requestedBy ?? '–'
}
