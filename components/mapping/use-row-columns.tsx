'use client'

import {
  CheckboxChecked20Filled,
  CheckboxUnchecked20Regular,
  CheckmarkCircle16Filled,
  Edit20Regular,
  Warning16Filled,
} from '@fluentui/react-icons'
import { useFormatter, useTranslations } from 'next-intl'
import { isDirectoryProblem } from '#lib/domain/mailbox-finding.ts'
import type { UserMappingRow } from '#lib/domain/user-mapping-version.ts'
import styles from './mapping.module.css'
import type { GridColumn } from './row-grid.tsx'
import { useDirectoryText } from './use-directory-text.ts'

/** The columns of the mapping in force; with a choice at the left and Edit at the right for those who may. */
export function useRowColumns(rows: {
  isSelected: (row: UserMappingRow) => boolean
  onToggle?: (row: UserMappingRow) => void
  onOpen?: (row: UserMappingRow) => void
}): GridColumn<UserMappingRow>[] {
  const t = useTranslations('mapping')
  const tInForce = useTranslations('mapping.inForce')
  const { onToggle, onOpen } = rows
  return [
    ...(onToggle
      ? [
          {
            name: 'select',
            label: tInForce('select'),
            render: (row: UserMappingRow) => (
              <button
                type="button"
                tabIndex={-1}
                className={styles.gridButton}
                aria-label={tInForce('selectOf', { id: row.rawId })}
                aria-pressed={rows.isSelected(row)}
                onClick={() => onToggle(row)}
              >
                {rows.isSelected(row) ? (
                  <CheckboxChecked20Filled aria-hidden />
                ) : (
                  <CheckboxUnchecked20Regular aria-hidden />
                )}
              </button>
            ),
          },
        ]
      : []),
    {
      name: 'number',
      label: t('number'),
      render: (row) => (
        <span className={styles.mono} title={row.rawId}>
          {row.rawId}
        </span>
      ),
    },
    { name: 'mailbox', label: t('mailbox'), render: (row) => <span title={row.mailbox}>{row.mailbox}</span> },
    { name: 'result', label: tInForce('person'), render: (row) => <Person row={row} /> },
    { name: 'dates', label: tInForce('dates'), render: (row) => <Dates row={row} /> },
    ...(onOpen
      ? [
          {
            name: 'edit',
            label: tInForce('edit'),
            render: (row: UserMappingRow) => (
              <button
                type="button"
                tabIndex={-1}
                className={styles.gridButton}
                aria-label={tInForce('editOf', { id: row.rawId })}
                onClick={() => onOpen(row)}
              >
                <Edit20Regular aria-hidden />
              </button>
            ),
          },
        ]
      : []),
  ]
}

function Person({ row }: { row: UserMappingRow }) {
  const t = useTranslations('mapping.inForce')
  const directoryText = useDirectoryText()
  const { displayName, directoryStatus, movedTo } = row
  const news = movedTo ? t('movedTo', { name: displayName ?? row.mailbox }) : directoryText(directoryStatus)
  const isProblem = movedTo !== null || isDirectoryProblem(directoryStatus)
  const text = news ? [news, ...(displayName ? [displayName] : [])].join('. ') : displayName
  if (!text) return <span className={styles.neutral}>{t('notChecked')}</span>
  return (
    <span className={styles.result} title={text}>
      <span className={isProblem ? styles.warned : styles.good}>
        {isProblem ? <Warning16Filled aria-hidden /> : <CheckmarkCircle16Filled aria-hidden />}
      </span>
      {text}
    </span>
  )
}

function Dates({ row: { validFrom, validTo } }: { row: UserMappingRow }) {
  const t = useTranslations('mapping.inForce')
  const format = useFormatter()
  // A day of the calendar has no time zone; UTC leaves it the day that it is.
  const day = (date: string) =>
    format.dateTime(new Date(`${date}T00:00:00Z`), {
      timeZone: 'UTC',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    })
  if (validFrom && validTo) return t('fromTo', { from: day(validFrom), to: day(validTo) })
  if (validFrom) return t('from', { from: day(validFrom) })
  if (validTo) return t('to', { to: day(validTo) })
  return t('always')
}
