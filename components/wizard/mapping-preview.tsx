'use client'

import { Button, MessageBar, MessageBarBody, ToggleButton } from '@fluentui/react-components'
import {
  CheckmarkCircle16Filled,
  CheckmarkCircle20Filled,
  ErrorCircle16Filled,
  ErrorCircle20Filled,
  SubtractCircle20Regular,
} from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import cards from '#components/fields/card.module.css'
import type { MappingCsv, MappingCsvError, MappingCsvRow } from '#lib/domain/mapping-csv.ts'
import styles from './mapping.module.css'

/** More rows than a person reads at once; the button brings the next ones. */
const ROWS_SHOWN = 100

/** What the file holds: how many rows of which kind, and every line with its result. */
export function MappingPreview({ csv }: { csv: MappingCsv }) {
  const t = useTranslations('mapping')
  if (!csv.ok) {
    return (
      <div role="alert">
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{t(`faults.${csv.fault.code}`, { line: csv.fault.line })}</MessageBarBody>
        </MessageBar>
      </div>
    )
  }
  const { rows, errors, repeatedCount } = csv
  return (
    <>
      <div className={styles.tiles} role="status">
        <Tile kind="good" icon={<CheckmarkCircle20Filled />} count={rows.length} name="valid" />
        <Tile kind="bad" icon={<ErrorCircle20Filled />} count={errors.length} name="wrong" />
        <Tile kind="neutral" icon={<SubtractCircle20Regular />} count={repeatedCount} name="repeated" />
      </div>
      <RowTable rows={rows} errors={errors} />
    </>
  )
}

function Tile(props: {
  kind: 'good' | 'bad' | 'neutral'
  icon: React.ReactNode
  count: number
  name: 'valid' | 'wrong' | 'repeated'
}) {
  const t = useTranslations('mapping.tiles')
  const { count, name } = props
  return (
    <section className={`${cards.card} ${styles.tile}`}>
      <span className={count > 0 ? styles[props.kind] : styles.neutral} aria-hidden>
        {props.icon}
      </span>
      <p>{t.rich(name, { count, b: (chunks) => <b>{chunks}</b> })}</p>
      <p className={cards.quiet}>{t(`${name}Fate`)}</p>
    </section>
  )
}

function RowTable({ rows, errors }: { rows: MappingCsvRow[]; errors: MappingCsvError[] }) {
  const t = useTranslations('mapping')
  const [isErrorsOnly, setIsErrorsOnly] = useState(false)
  const [shownCount, setShownCount] = useState(ROWS_SHOWN)
  const lines = isErrorsOnly ? errors : [...rows, ...errors].sort((a, b) => a.line - b.line)
  const filter = (errorsOnly: boolean) => {
    setIsErrorsOnly(errorsOnly)
    setShownCount(ROWS_SHOWN)
  }
  return (
    <div className={`${cards.card} ${cards.flush}`}>
      {errors.length > 0 && (
        <div className={styles.filters}>
          <ToggleButton size="small" shape="circular" checked={!isErrorsOnly} onClick={() => filter(false)}>
            {t('all', { count: rows.length + errors.length })}
          </ToggleButton>
          <ToggleButton size="small" shape="circular" checked={isErrorsOnly} onClick={() => filter(true)}>
            {t('onlyErrors', { count: errors.length })}
          </ToggleButton>
        </div>
      )}
      <table className={cards.table}>
        <caption className="visually-hidden">{t('rowsCaption')}</caption>
        <thead>
          <tr>
            {(['line', 'number', 'mailbox', 'result'] as const).map((column) => (
              <th key={column} scope="col">
                {t(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, shownCount).map((line, index) => {
            const before = lines[index - 1]
            const isAfterGap = before !== undefined && line.line > before.line + 1
            return <Row key={line.line} row={line} isAfterGap={isAfterGap} />
          })}
        </tbody>
      </table>
      {lines.length > shownCount && (
        <div className={styles.more}>
          <Button size="small" onClick={() => setShownCount(shownCount + ROWS_SHOWN)}>
            {t('more', { count: Math.min(ROWS_SHOWN, lines.length - shownCount) })}
          </Button>
        </div>
      )}
    </div>
  )
}

function Row({ row, isAfterGap }: { row: MappingCsvRow | MappingCsvError; isAfterGap: boolean }) {
  const t = useTranslations('mapping')
  const error = 'code' in row ? row : null
  const isMailboxWrong = error?.code === 'mailbox-invalid'
  return (
    <tr className={isAfterGap ? styles.afterGap : undefined}>
      <td data-label={t('line')}>{row.line}</td>
      <td data-label={t('number')}>
        <span className={`${cards.mono} ${error && !isMailboxWrong ? styles.bad : ''}`}>{row.rawId}</span>
      </td>
      <td data-label={t('mailbox')} className={styles.wideColumn}>
        <span className={isMailboxWrong ? styles.bad : ''}>
          {'mailbox' in row ? row.mailbox : row.rawMailbox}
        </span>
      </td>
      <td data-label={t('result')}>
        <span className={styles.result}>
          {error ? (
            <ErrorCircle16Filled className={styles.bad ?? ''} aria-hidden />
          ) : (
            <CheckmarkCircle16Filled className={styles.good ?? ''} aria-hidden />
          )}
          {error ? <ErrorText error={error} /> : t('willBeSaved')}
        </span>
      </td>
    </tr>
  )
}

function ErrorText({ error }: { error: MappingCsvError }) {
  const t = useTranslations('mapping.errors')
  return error.code === 'two-mailboxes' ? t('two-mailboxes', { otherLine: error.otherLine }) : t(error.code)
}
