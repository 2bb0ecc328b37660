'use client'

import { Button, Checkbox } from '@fluentui/react-components'
import { ArrowSort20Regular } from '@fluentui/react-icons'
import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import type { MouseEvent } from 'react'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import type { Action } from '#components/fields/use-call.ts'
import {
  type ConnectorColumn,
  type ConnectorQuery,
  type ConnectorSort,
  connectorQueryString,
  isColumnShown,
} from '#lib/domain/connector-list.ts'
import type { ConnectorStatus } from '#lib/domain/connector-status.ts'
import type { ConnectorWarning } from '#lib/domain/connector-warnings.ts'
import type { DayMark } from '#lib/domain/day-strip.ts'
import type { RunCounts } from '#lib/domain/run-books.ts'
import { ConnectorCells } from './connector-cells.tsx'
import table from './connector-table.module.css'
import styles from './connectors.module.css'
import { useRowFocus } from './use-row-focus.ts'

export type ConnectorTableRow = {
  id: string
  name: string
  typeName: string
  status: ConnectorStatus
  canSync: boolean
  isPaused: boolean
  hasRun: boolean
  lastRun: { id: string; createdAt: Date; counts: RunCounts; errorCode: string | null } | null
  warnings: ConnectorWarning[]
  quarantinedCount: number
  newestMessageAt: Date | null
  days: DayMark[]
  nextRunAt: Date | null
  timeZone: string
}

export type SyncAction = Action<
  { connectorId: string },
  { state: 'planned' | 'already-running'; runId: string }
>

/** The rows that the commands are for. */
type Choice = { chosenIds: string[]; toggle: (id: string) => void; toggleAll: () => void }

/**
 * The connectors, and what the newest run of each brought. A row opens its details by click and by Enter, and is chosen
 * by its box and by Space.
 */
export function ConnectorTable(props: {
  connectors: ConnectorTableRow[]
  query: ConnectorQuery
  now: Date
  /** Null: there is nothing to choose for. */
  choice: Choice | null
  openedId: string | null
  onOpen: (id: string) => void
}) {
  const { choice, openedId, onOpen, connectors } = props
  const isHeld = openedId !== null || (choice?.chosenIds.length ?? 0) > 0
  const { ordered, bodyRef, rowProps, onBlur, tabStop, movedCount, takeOrder } = useRowFocus(
    connectors,
    isHeld,
  )
  const t = useTranslations('connectors')
  const isShown = (column: ConnectorColumn) => isColumnShown(props.query, column)
  return (
    <div className={table.frame}>
      <div role="status">
        {movedCount > 0 && (
          <p className={table.moved}>
            <Button size="small" shape="circular" icon={<ArrowSort20Regular />} onClick={takeOrder}>
              {t('updates', { count: movedCount })}
            </Button>
          </p>
        )}
      </div>
      <table
        className={`${cards.table} ${table.table}`}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows take the focus and open: that is a grid.
        role="grid"
        aria-label={t('caption')}
        aria-multiselectable={choice !== null}
      >
        <thead>
          <tr>
            {choice && <ChooseAll {...choice} rowCount={connectors.length} />}
            <SortHeader query={props.query} sort="name" label={t('name')} />
            <SortHeader query={props.query} sort="status" label={t('status')} />
            {isShown('last-run') && <SortHeader query={props.query} sort="last-run" label={t('lastRun')} />}
            {isShown('quarantine') && (
              <SortHeader query={props.query} sort="quarantine" label={t('quarantine')} isNumber />
            )}
            {isShown('last-days') && <th scope="col">{t('lastDays')}</th>}
            {isShown('freshness') && (
              <th scope="col" className={table.freshness}>
                {t('freshness')}
              </th>
            )}
            {isShown('next-run') && (
              <SortHeader
                query={props.query}
                sort="next-run"
                label={t('nextRun')}
                className={table.nextRun}
              />
            )}
            {isShown('warnings') && (
              <th scope="col" className={table.warnings}>
                {t('warningsColumn')}
              </th>
            )}
          </tr>
        </thead>
        <tbody ref={bodyRef} onBlur={onBlur}>
          {ordered.map((connector) => {
            const { id, name } = connector
            const { onKeyDown, ...focus } = rowProps(id)
            const isChosen = choice?.chosenIds.includes(id) ?? false
            return (
              <tr
                key={id}
                {...focus}
                className={styles.row}
                aria-selected={choice ? isChosen : id === openedId}
                data-open={id === openedId}
                onClick={(event) => {
                  if (isOnRowItself(event)) onOpen(id)
                }}
                onKeyDown={(event) => {
                  const isOwn = event.target === event.currentTarget
                  if (event.key === 'Enter' && isOwn) onOpen(id)
                  else if (event.key === ' ' && isOwn && choice) {
                    event.preventDefault()
                    choice.toggle(id)
                  } else onKeyDown(event)
                }}
              >
                {choice && (
                  <td className={table.choose}>
                    <Checkbox
                      aria-label={t('choose', { name })}
                      checked={isChosen}
                      // One stop of Tab for all rows, as the rows themselves have.
                      input={{ tabIndex: id === tabStop ? 0 : -1 }}
                      onChange={() => choice.toggle(id)}
                    />
                  </td>
                )}
                <ConnectorCells connector={connector} now={props.now} isShown={isShown} />
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** Not a link, button, box or message inside of the row, and no text that is being marked. */
function isOnRowItself(event: MouseEvent<HTMLElement>): boolean {
  const isOther =
    event.target instanceof Element &&
    event.target.closest('a, button, input, label, [role="alert"]') !== null
  return !isOther && window.getSelection()?.isCollapsed !== false
}

function ChooseAll({ chosenIds, toggleAll, rowCount }: Choice & { rowCount: number }) {
  const t = useTranslations('connectors')
  const isAll = chosenIds.length === rowCount
  return (
    <th scope="col" className={table.choose}>
      <Checkbox
        aria-label={t('chooseAll')}
        checked={isAll ? true : chosenIds.length > 0 ? 'mixed' : false}
        onChange={toggleAll}
      />
    </th>
  )
}

function SortHeader(props: {
  query: ConnectorQuery
  sort: ConnectorSort
  label: string
  isNumber?: boolean
  className?: string | undefined
}) {
  const { query, sort } = props
  const isSorted = query.sort === sort
  const order = isSorted && query.order === 'asc' ? 'desc' : 'asc'
  return (
    <th
      scope="col"
      className={props.isNumber ? cards.number : props.className}
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
