'use client'

import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import cards from '#components/fields/card.module.css'
import type { MappingCsv, MappingCsvError } from '#lib/domain/mapping-csv.ts'

/** A file with more errors than this has one cause, which the first ones show. */
const MOST_ERRORS_SHOWN = 50

/** What the file holds, and what is wrong with which line of it. */
export function MappingPreview({ csv, isBlocking }: { csv: MappingCsv; isBlocking: boolean }) {
  const t = useTranslations('mapping')
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isBlocking) ref.current?.focus()
  }, [isBlocking])
  if (!csv.ok) {
    return (
      <div ref={ref} tabIndex={-1} role="alert">
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>{t(`faults.${csv.fault.code}`, { line: csv.fault.line })}</MessageBarBody>
        </MessageBar>
      </div>
    )
  }
  const { rows, errors, repeatedCount } = csv
  return (
    <div ref={ref} tabIndex={-1}>
      <div role="status">
        <MessageBar intent={errors.length > 0 ? 'error' : 'success'} layout="multiline">
          <MessageBarBody>
            {t('summary', { rowCount: rows.length, errorCount: errors.length, repeatedCount })}{' '}
            {errors.length > 0 && t('fixFirst')}
          </MessageBarBody>
        </MessageBar>
      </div>
      {errors.length > 0 && <ErrorTable errors={errors} />}
    </div>
  )
}

function ErrorTable({ errors }: { errors: MappingCsvError[] }) {
  const t = useTranslations('mapping')
  return (
    <div className={cards.flush}>
      <table className={cards.table}>
        <thead>
          <tr>
            <th scope="col">{t('line')}</th>
            <th scope="col">{t('value')}</th>
            <th scope="col">{t('problem')}</th>
          </tr>
        </thead>
        <tbody>
          {errors.slice(0, MOST_ERRORS_SHOWN).map((error) => (
            <tr key={error.line}>
              <td data-label={t('line')}>{error.line}</td>
              <td data-label={t('value')} className={cards.mono}>
                {error.value}
              </td>
              <td data-label={t('problem')}>
                {error.code === 'two-mailboxes'
                  ? t('errors.two-mailboxes', { otherLine: error.otherLine })
                  : t(`errors.${error.code}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {errors.length > MOST_ERRORS_SHOWN && (
        <p className={cards.quiet}>{t('moreErrors', { count: errors.length - MOST_ERRORS_SHOWN })}</p>
      )}
    </div>
  )
}
