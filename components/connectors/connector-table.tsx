import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import type { Action } from '#components/fields/use-call.ts'
import { When } from '#components/fields/when.tsx'
import type { ConnectorStatus } from '#lib/domain/connector-status.ts'
import type { RunCounts } from '#lib/domain/run-books.ts'
import styles from './connectors.module.css'
import { StatusLabel } from './status-label.tsx'
import { SyncNowButton } from './sync-now-button.tsx'
import { TypeTile } from './type-tile.tsx'

export type ConnectorTableRow = {
  id: string
  name: string
  typeName: string
  status: ConnectorStatus
  canSync: boolean
  lastRun: { id: string; createdAt: Date; counts: RunCounts } | null
  quarantinedCount: number
  nextRunAt: Date | null
  timeZone: string
}

export type SyncAction = Action<
  { connectorId: string },
  { state: 'planned' | 'already-running'; runId: string }
>

/** The connectors, and what the newest run of each brought. */
export function ConnectorTable(props: {
  connectors: ConnectorTableRow[]
  canManage: boolean
  syncAction: SyncAction
}) {
  const t = useTranslations('connectors')
  const format = useFormatter()
  return (
    <table className={cards.table}>
      <caption className="visually-hidden">{t('caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('status')}</th>
          <th scope="col">{t('lastRun')}</th>
          <th scope="col" className={cards.number}>
            {t('quarantine')}
          </th>
          <th scope="col">{t('nextRun')}</th>
          {props.canManage && <th scope="col">{t('actions')}</th>}
        </tr>
      </thead>
      <tbody>
        {props.connectors.map((connector) => (
          <tr key={connector.id}>
            <td data-label={t('name')}>
              <span className={styles.name}>
                <TypeTile />
                <span>
                  <Link className={styles.strong} href={`/data-connectors/connectors/${connector.id}`}>
                    {connector.name}
                  </Link>
                  <br />
                  <span className={styles.quiet}>{connector.typeName}</span>
                </span>
              </span>
            </td>
            <td data-label={t('status')}>
              <StatusLabel status={connector.status} />
            </td>
            <td data-label={t('lastRun')}>
              <LastRun connector={connector} />
            </td>
            <td data-label={t('quarantine')} className={cards.number}>
              {format.number(connector.quarantinedCount)}
            </td>
            <td data-label={t('nextRun')}>
              {connector.nextRunAt ? <When at={connector.nextRunAt} timeZone={connector.timeZone} /> : '–'}
            </td>
            {props.canManage && (
              <td data-label={t('actions')}>
                <SyncNowButton
                  connectorId={connector.id}
                  name={connector.name}
                  isEnabled={connector.canSync}
                  action={props.syncAction}
                />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function LastRun({ connector }: { connector: ConnectorTableRow }) {
  const t = useTranslations('connectors')
  const { lastRun: run } = connector
  if (!run) return t('noRun')
  const { imported, partiallyImported, skipped, failed, pending } = run.counts
  return (
    <span>
      <Link href={`/data-connectors/connectors/${connector.id}/runs/${run.id}`}>
        <span className={styles.strong}>{t('imported', { count: imported })}</span>
        <span className="visually-hidden"> {t('report', { name: connector.name })}</span>
      </Link>
      <br />
      <span className={styles.quiet}>
        {t('counts', { partial: partiallyImported, skipped, failed })}
        {pending > 0 && `, ${t('pending', { count: pending })}`}
        <br />
        <When at={run.createdAt} timeZone={connector.timeZone} />
      </span>
    </span>
  )
}
