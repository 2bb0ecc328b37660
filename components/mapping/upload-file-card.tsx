'use client'

import { Button, Field, Select } from '@fluentui/react-components'
import { DocumentTable24Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import cards from '#components/fields/card.module.css'
import { useSizeText } from '#components/fields/use-size-text.ts'
import { CSV_ENCODINGS, type CsvEncoding } from '#lib/domain/mapping-csv-encoding.ts'
import {
  CSV_SEPARATORS,
  type CsvSeparator,
  type MappingCsvFaultCode,
  type MappingUploadSummary,
} from '#lib/domain/mapping-upload.ts'
import { ColumnChoice } from './column-choice.tsx'
import { CsvButton } from './csv-drop.tsx'
import styles from './mapping.module.css'
import type { MappingUpload } from './use-mapping-upload.ts'

export type PhoneCountry = { code: string; name: string; callingCode: string }

/** The file, and how it is read. Another choice reads it again in place. */
export function UploadFileCard(props: {
  upload: MappingUpload
  summary: MappingUploadSummary
  countries: PhoneCountry[]
  onFile: (file: File) => void
}) {
  const t = useTranslations('mapping')
  const sizeText = useSizeText()
  const { upload, summary, countries } = props
  const name = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // What had the focus, the button that calls off, is gone.
    if (document.activeElement === document.body) name.current?.focus()
  }, [])
  const [isChoosingColumns, setIsChoosingColumns] = useState(false)
  const { encoding, separator, defaultCountry, columns } = summary
  const choices = { encoding, separator, defaultCountry, columns }
  const found = (name: string, isFound: boolean) => (isFound ? t('found', { name }) : name)
  const canReadAgain = summary.fault === null || MENDED_BY_CHOICE.includes(summary.fault.code)
  const columnName = (at: number) =>
    (summary.hasHeader && summary.header[at]?.trim()) || t('columns.unnamed', { number: at + 1 })
  const needsColumns = columns === null && summary.header.length > 0
  return (
    <section className={`${cards.card} ${cards.stack}`} aria-label={t('fileCard')}>
      <div className={styles.fileCard}>
        <div className={styles.fileHead}>
          <DocumentTable24Regular aria-hidden />
          <div className={styles.fileName}>
            <h2 ref={name} tabIndex={-1}>
              {summary.fileName ?? t('typed')}
            </h2>
            <p className={cards.quiet}>
              {t('fileFacts', { size: sizeText(summary.sizeBytes), count: summary.counts.rows })}
            </p>
          </div>
        </div>
        <div className={styles.fileButtons}>
          <CsvButton onFile={props.onFile}>{t('replace')}</CsvButton>
          <Button appearance="subtle" onClick={upload.discard}>
            {t('takeAway')}
          </Button>
        </div>
        {canReadAgain && (
          <>
            <Field label={t('encoding')} size="small">
              <Select
                value={encoding}
                size="small"
                aria-busy={upload.isReadingAgain}
                onChange={(_, { value }) =>
                  // Other letters may be other column names.
                  upload.readAgain({ ...choices, encoding: value as CsvEncoding, columns: null })
                }
              >
                {CSV_ENCODINGS.map((each) => (
                  <option key={each} value={each}>
                    {found(t(`encodings.${each}`), each === summary.encodingFound)}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label={t('separator')} size="small">
              <Select
                value={separator}
                size="small"
                onChange={(_, { value }) =>
                  upload.readAgain({ ...choices, separator: value as CsvSeparator, columns: null })
                }
              >
                {CSV_SEPARATORS.map((each) => (
                  <option key={each} value={each}>
                    {found(t(`separators.${SEPARATOR_NAMES[each]}`), each === summary.separatorFound)}
                  </option>
                ))}
              </Select>
            </Field>
            <Field label={t('defaultCountry')} size="small">
              <Select
                value={defaultCountry ?? ''}
                size="small"
                onChange={(_, { value }) => upload.readAgain({ ...choices, defaultCountry: value || null })}
              >
                <option value="">{t('noCountry')}</option>
                {countries.map(({ code, name, callingCode }) => (
                  <option key={code} value={code}>
                    {t('country', { name, callingCode })}
                  </option>
                ))}
              </Select>
            </Field>
          </>
        )}
      </div>
      {needsColumns || isChoosingColumns ? (
        <ColumnChoice
          key={`${summary.id} ${encoding} ${separator}`}
          summary={summary}
          isPending={upload.isReadingAgain}
          onConfirm={(chosen) => {
            setIsChoosingColumns(false)
            upload.readAgain({ ...choices, columns: chosen })
          }}
          onCancel={needsColumns ? null : () => setIsChoosingColumns(false)}
        />
      ) : (
        columns && (
          <p className={cards.quiet}>
            {t('columnsAre', {
              id: columnName(columns.id),
              mailbox: columnName(columns.mailbox),
            })}{' '}
            <Button size="small" appearance="transparent" onClick={() => setIsChoosingColumns(true)}>
              {t('changeColumns')}
            </Button>
          </p>
        )
      )}
    </section>
  )
}

/** Another encoding or separator may show another file; a workbook stays one. */
const MENDED_BY_CHOICE: readonly MappingCsvFaultCode[] = ['quote-open', 'header-repeated', 'too-many-rows']

const SEPARATOR_NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const
