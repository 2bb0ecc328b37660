'use client'

import { ProgressBar } from '@fluentui/react-components'
import type { Route } from 'next'
import { useFormatter, useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import type { ConnectorColumn } from '#lib/domain/connector-list.ts'
import { type ConnectorWarning, isCompletenessWarning } from '#lib/domain/connector-warnings.ts'
import { Age } from './age.tsx'
import table from './connector-table.module.css'
import type { ConnectorTableRow } from './connector-table.tsx'
import { ConnectorWarnings } from './connector-warnings.tsx'
import styles from './connectors.module.css'
import { DayStrip } from './day-strip.tsx'
import { LastRunCell } from './last-run-cell.tsx'
import { NextRun } from './next-run.tsx'
import { StatusLabel } from './status-label.tsx'
import { TypeTile } from './type-tile.tsx'
import { WarningCount } from './warning-count.tsx'

/** What a row says beside its status; failed and partial deliveries have a column of their own. */
const SHOWN_IN_ROW: readonly ConnectorWarning['kind'][] = [
  'late',
  'open-books',
  'packages-refused',
  'doubles',
  'people-unanswered',
  'address-moved',
]

/** What the table says of one connector. */
export function ConnectorCells({
  connector,
  now,
  isShown,
}: {
  connector: ConnectorTableRow
  now: Date
  isShown: (column: ConnectorColumn) => boolean
}) {
  const t = useTranslations('connectors')
  const { timeZone, typeName, newestMessageAt, nextRunAt } = connector
  const address = `/data-connectors/connectors/${connector.id}`
  return (
    <>
      <td data-label={t('name')} className={table.name}>
        <span className={styles.name}>
          <TypeTile />
          <span className={styles.lines}>
            <Link className={styles.nameLink} href={address as Route}>
              {connector.name}
            </Link>
            <span className={styles.quiet}>{typeName}</span>
          </span>
        </span>
      </td>
      <td data-label={t('status')} className={table.status}>
        <Status connector={connector} />
      </td>
      {isShown('last-run') && (
        <td data-label={t('lastRun')} className={table.lastRun}>
          <LastRunCell connector={connector} />
        </td>
      )}
      {isShown('quarantine') && (
        <td data-label={t('quarantine')} className={cards.number}>
          <Quarantined count={connector.quarantinedCount} href={`${address}/quarantine` as Route} />
        </td>
      )}
      {isShown('last-days') && (
        <td data-label={t('lastDays')}>
          <DayStrip days={connector.days} />
        </td>
      )}
      {isShown('freshness') && (
        <td data-label={t('freshness')} className={table.freshness}>
          {newestMessageAt ? <Age at={newestMessageAt} now={now} timeZone={timeZone} /> : '–'}
        </td>
      )}
      {isShown('next-run') && (
        <td data-label={t('nextRun')} className={table.nextRun}>
          {connector.isPaused ? (
            t('nextRunPaused')
          ) : nextRunAt ? (
            <NextRun at={nextRunAt} now={now} timeZone={timeZone} />
          ) : (
            '–'
          )}
        </td>
      )}
      {isShown('warnings') && (
        <td data-label={t('warningsColumn')} className={table.warnings}>
          <WarningCount warnings={connector.warnings} />
        </td>
      )}
    </>
  )
}

function Status({ connector }: { connector: ConnectorTableRow }) {
  const t = useTranslations('connectors')
  const { status, lastRun, name } = connector
  return (
    <span className={styles.statusCell}>
      <StatusLabel status={status} />
      {status.kind === 'importing' && status.percent !== null && lastRun && (
        <>
          <ProgressBar value={status.percent} max={100} aria-label={t('progressOf', { name })} />
          <span className={styles.quiet}>
            {t('progress', {
              done: lastRun.counts.deliveriesAvailable - lastRun.counts.pending,
              total: lastRun.counts.deliveriesAvailable,
            })}
          </span>
        </>
      )}
      <ConnectorWarnings
        connectorId={connector.id}
        warnings={connector.warnings.filter(
          (warning) => SHOWN_IN_ROW.includes(warning.kind) || isCompletenessWarning(warning),
        )}
        errorCode={status.kind === 'failed' ? (lastRun?.errorCode ?? null) : null}
      />
    </span>
  )
}

/** A number that leads to what waits; a plain one when nothing does. */
function Quarantined({ count, href }: { count: number; href: Route }) {
  const format = useFormatter()
  const t = useTranslations('connectors')
  if (count === 0) return <span className={styles.none}>0</span>
  return (
    <Link href={href} aria-label={t('quarantinedOf', { count })}>
      {format.number(count)}
    </Link>
  )
}
