'use client'

import { ProgressBar } from '@fluentui/react-components'
import type { Route } from 'next'
import Link from 'next/link'
import { useFormatter, useTranslations } from 'next-intl'
import type { MouseEvent } from 'react'
import cards from '#components/fields/card.module.css'
import type { Action } from '#components/fields/use-call.ts'
import { When } from '#components/fields/when.tsx'
import { type ConnectorQuery, type ConnectorSort, connectorQueryString } from '#lib/domain/connector-list.ts'
import type { ConnectorStatus } from '#lib/domain/connector-status.ts'
import { type ConnectorWarning, isCompletenessWarning } from '#lib/domain/connector-warnings.ts'
import type { RunCounts } from '#lib/domain/run-books.ts'
import { Age } from './age.tsx'
import { ConnectorWarnings } from './connector-warnings.tsx'
import styles from './connectors.module.css'
import { StatusLabel } from './status-label.tsx'
import { SyncNowButton } from './sync-now-button.tsx'
import { TypeTile } from './type-tile.tsx'
import { useRowFocus } from './use-row-focus.ts'

/** What a row says beside its status; failed and partial deliveries have a column of their own. */
const SHOWN_IN_ROW: readonly ConnectorWarning['kind'][] = ['late', 'open-books', 'packages-refused']

export type ConnectorTableRow = {
  id: string
  name: string
  typeName: string
  status: ConnectorStatus
  canSync: boolean
  isPaused: boolean
  lastRun: { id: string; createdAt: Date; counts: RunCounts; errorCode: string | null } | null
  warnings: ConnectorWarning[]
  quarantinedCount: number
  newestMessageAt: Date | null
  nextRunAt: Date | null
  timeZone: string
}

export type SyncAction = Action<
  { connectorId: string },
  { state: 'planned' | 'already-running'; runId: string }
>

/** The connectors, and what the newest run of each brought. A row opens its details by click and by Enter. */
export function ConnectorTable(props: {
  connectors: ConnectorTableRow[]
  query: ConnectorQuery
  now: Date
  canManage: boolean
  openedId: string | null
  onOpen: (id: string) => void
  syncAction: SyncAction
}) {
  const t = useTranslations('connectors')
  const { openedId, onOpen } = props
  const { ordered, bodyRef, rowProps, onBlur } = useRowFocus(props.connectors, openedId !== null)
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows take the focus and open: that is a grid.
    <table className={cards.table} role="grid" aria-label={t('caption')}>
      <thead>
        <tr>
          <SortHeader query={props.query} sort="name" label={t('name')} />
          <SortHeader query={props.query} sort="status" label={t('status')} />
          <SortHeader query={props.query} sort="last-run" label={t('lastRun')} />
          <SortHeader query={props.query} sort="quarantine" label={t('quarantine')} isNumber />
          <th scope="col">{t('freshness')}</th>
          <SortHeader query={props.query} sort="next-run" label={t('nextRun')} />
          {props.canManage && <th scope="col">{t('actions')}</th>}
        </tr>
      </thead>
      <tbody ref={bodyRef} onBlur={onBlur}>
        {ordered.map((connector) => {
          const { onKeyDown, ...focus } = rowProps(connector.id)
          return (
            <tr
              key={connector.id}
              {...focus}
              className={styles.row}
              aria-selected={connector.id === openedId}
              onClick={(event) => {
                if (isOnRowItself(event)) onOpen(connector.id)
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(connector.id)
                else onKeyDown(event)
              }}
            >
              <Cells {...props} connector={connector} />
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** Not a link, button or message inside of the row, and no text that is being marked. */
function isOnRowItself(event: MouseEvent<HTMLElement>): boolean {
  const isOther =
    event.target instanceof Element && event.target.closest('a, button, [role="alert"]') !== null
  return !isOther && window.getSelection()?.isCollapsed !== false
}

function Cells(props: {
  connector: ConnectorTableRow
  now: Date
  canManage: boolean
  syncAction: SyncAction
}) {
  const t = useTranslations('connectors')
  const format = useFormatter()
  const { connector } = props
  const { status, lastRun, timeZone } = connector
  return (
    <>
      <td data-label={t('name')}>
        <span className={styles.name}>
          <TypeTile />
          <span>
            <Link className={styles.nameLink} href={`/data-connectors/connectors/${connector.id}`}>
              {connector.name}
            </Link>
            <br />
            <span className={styles.quiet}>{connector.typeName}</span>
          </span>
        </span>
      </td>
      <td data-label={t('status')}>
        <span className={styles.statusCell}>
          <StatusLabel status={status} />
          {status.kind === 'importing' && status.percent !== null && lastRun && (
            <>
              <ProgressBar
                value={status.percent}
                max={100}
                aria-label={t('progressOf', { name: connector.name })}
              />
              <span className={styles.quiet}>
                {t('progress', {
                  done: lastRun.counts.deliveriesAvailable - lastRun.counts.pending,
                  total: lastRun.counts.deliveriesAvailable,
                })}
              </span>
            </>
          )}
          <ConnectorWarnings
            warnings={connector.warnings.filter(
              (warning) => SHOWN_IN_ROW.includes(warning.kind) || isCompletenessWarning(warning),
            )}
            errorCode={status.kind === 'failed' ? (lastRun?.errorCode ?? null) : null}
          />
        </span>
      </td>
      <td data-label={t('lastRun')}>
        <LastRun connector={connector} />
      </td>
      <td data-label={t('quarantine')} className={cards.number}>
        {format.number(connector.quarantinedCount)}
      </td>
      <td data-label={t('freshness')}>
        {connector.newestMessageAt ? (
          <Age at={connector.newestMessageAt} now={props.now} timeZone={timeZone} />
        ) : (
          '–'
        )}
      </td>
      <td data-label={t('nextRun')}>
        {connector.isPaused ? (
          t('nextRunPaused')
        ) : connector.nextRunAt ? (
          <When at={connector.nextRunAt} timeZone={timeZone} />
        ) : (
          '–'
        )}
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
    </>
  )
}

function SortHeader(props: {
  query: ConnectorQuery
  sort: ConnectorSort
  label: string
  isNumber?: boolean
}) {
  const { query, sort } = props
  const isSorted = query.sort === sort
  const order = isSorted && query.order === 'asc' ? 'desc' : 'asc'
  return (
    <th
      scope="col"
      className={props.isNumber ? cards.number : undefined}
      aria-sort={isSorted ? (query.order === 'asc' ? 'ascending' : 'descending') : undefined}
    >
      <Link
        className={styles.sort}
        href={`/data-connectors/connectors${connectorQueryString(query, { sort, order })}` as Route}
        scroll={false}
      >
        {props.label}
        {isSorted && <span aria-hidden>{query.order === 'asc' ? ' ↑' : ' ↓'}</span>}
      </Link>
    </th>
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
        {t('partialAndSkipped', { partial: partiallyImported, skipped })}{' '}
        <span className={failed > 0 ? styles.danger : ''}>{t('failed', { count: failed })}</span>
        {pending > 0 && `, ${t('pending', { count: pending })}`}
        <br />
        <When at={run.createdAt} timeZone={connector.timeZone} />
      </span>
    </span>
  )
}
