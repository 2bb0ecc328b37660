'use client'

import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { moveInGrid } from './grid-move.ts'
import styles from './row-grid.module.css'
import { useGridWindow } from './use-grid-window.ts'
import type { RowPages } from './use-row-pages.ts'

export type GridColumn<Row> = {
  name: string
  label: string
  render: (row: Row) => ReactNode
}

/**
 * A grid of as many rows as there are: only those in view are in the page, and only their part of the list is read. It is one
 * tab stop; the arrow keys move in it. On a narrow screen each row is a card of the same cells.
 */
export function RowGrid<Row>(props: {
  label: string
  columns: GridColumn<Row>[]
  /** A CSS value for `grid-template-columns` of the wide form. */
  template: string
  pages: RowPages<Row>
  empty: ReactNode
  /** Which keys do what, for whoever cannot see the buttons. */
  hint?: string
  isGapBefore?: (row: Row, before: Row) => boolean
  isSelected?: (row: Row) => boolean
  /** Enter on a row, and Space. */
  onOpen?: (row: Row) => void
  onToggle?: (row: Row) => void
}) {
  const t = useTranslations('mapping.grid')
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const { columns, pages } = props
  const total = pages.total ?? 0
  const [active, setActive] = useState({ row: 0, column: 0 })
  const view = useGridWindow(frame, { total, show: pages.show })
  const activeRow = Math.min(active.row, Math.max(0, total - 1))
  const isActiveInView = total > 0 && activeRow >= view.first && activeRow <= view.last

  function press(event: KeyboardEvent) {
    // A button in a cell has keys of its own.
    if (event.target !== frame.current || event.altKey) return
    const { key } = event
    const call = key === 'Enter' ? props.onOpen : key === ' ' ? props.onToggle : undefined
    const place = moveInGrid(
      { key, jumps: event.ctrlKey || event.metaKey },
      { row: activeRow, column: active.column },
      { rowCount: total, columnCount: columns.length, rowsInView: view.rowsInView },
    )
    if (!call && !place) return
    event.preventDefault()
    if (call) open(call)
    if (place) {
      setActive(place)
      view.reveal(place.row)
    }
  }

  function open(call: (row: Row) => void) {
    const row = pages.rowAt(activeRow)
    if (row !== undefined) call(row)
  }

  const indexes = Array.from({ length: Math.max(0, view.last - view.first + 1) }, (_, at) => view.first + at)
  return (
    <>
      {pages.failure === 'no-answer' || pages.failure === 'gone' ? (
        <div role="alert">
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>{t(pages.failure)}</MessageBarBody>
            <MessageBarActions>
              <Button onClick={pages.retry}>{t('retry')}</Button>
            </MessageBarActions>
          </MessageBar>
        </div>
      ) : null}
      {pages.total === 0 ? (
        <div className={styles.empty} role="status">
          {props.empty}
        </div>
      ) : (
        // biome-ignore lint/a11y/useSemanticElements: A table element cannot leave out the rows that nobody sees.
        <div
          ref={frame}
          role="grid"
          tabIndex={0}
          className={styles.frame}
          data-is-narrow={view.isNarrow}
          aria-label={props.label}
          {...(props.hint && { 'aria-description': props.hint })}
          {...(props.isSelected && { 'aria-multiselectable': true })}
          aria-rowcount={pages.total === null ? -1 : total + 1}
          aria-colcount={columns.length}
          aria-busy={pages.total === null}
          {...(isActiveInView && { 'aria-activedescendant': cellId(id, activeRow, active.column) })}
          onKeyDown={press}
        >
          {/* biome-ignore lint/a11y/useSemanticElements: See above. */}
          <div role="rowgroup" className={styles.head}>
            {/* biome-ignore lint/a11y/useSemanticElements: See above. */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: The grid has the focus, and names the active cell. */}
            <div
              role="row"
              aria-rowindex={1}
              className={styles.row}
              style={{ gridTemplateColumns: props.template }}
            >
              {columns.map((column) => (
                // biome-ignore lint/a11y/useSemanticElements: See above.
                // biome-ignore lint/a11y/useFocusableInteractive: See above.
                <div key={column.name} role="columnheader" className={styles.cell}>
                  {column.label}
                </div>
              ))}
            </div>
          </div>
          {/* biome-ignore lint/a11y/useSemanticElements: See above. */}
          <div
            role="rowgroup"
            className={styles.body}
            style={{ height: Math.max(1, total) * view.rowHeightPx }}
          >
            {indexes.map((index) => {
              const row = pages.rowAt(index)
              const before = index > 0 ? pages.rowAt(index - 1) : undefined
              const isGap = row !== undefined && before !== undefined && props.isGapBefore?.(row, before)
              return (
                // biome-ignore lint/a11y/useSemanticElements: See above.
                // biome-ignore lint/a11y/useFocusableInteractive: See above.
                <div
                  key={index}
                  role="row"
                  aria-rowindex={index + 2}
                  {...(props.isSelected && { 'aria-selected': row !== undefined && props.isSelected(row) })}
                  className={styles.row}
                  data-is-gap={Boolean(isGap)}
                  style={{
                    top: index * view.rowHeightPx,
                    height: view.rowHeightPx,
                    gridTemplateColumns: view.isNarrow ? undefined : props.template,
                  }}
                >
                  {columns.map((column, at) => (
                    // biome-ignore lint/a11y/useSemanticElements: See above.
                    // biome-ignore lint/a11y/useKeyWithClickEvents: The keys are the grid's.
                    // biome-ignore lint/a11y/useFocusableInteractive: See above.
                    <div
                      key={column.name}
                      id={cellId(id, index, at)}
                      role="gridcell"
                      className={styles.cell}
                      data-column={column.name}
                      data-is-active={index === activeRow && at === active.column}
                      onClick={() => setActive({ row: index, column: at })}
                    >
                      {row === undefined ? <span className={styles.skeleton} /> : column.render(row)}
                    </div>
                  ))}
                </div>
              )
            })}
          </div>
        </div>
      )}
    </>
  )
}

const cellId = (id: string, row: number, column: number) => `${id}-${row}-${column}`
