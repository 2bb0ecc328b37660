'use client'

import { Button, Field, Textarea } from '@fluentui/react-components'
import { ArrowDownload20Regular, Delete20Regular, DocumentArrowUp20Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { type UseFormReturn, useWatch } from 'react-hook-form'
import cards from '#components/fields/card.module.css'
import { MAPPING_CSV_LARGEST_BYTES } from '#lib/domain/mapping-csv.ts'
import { type CsvEncoding, decodeCsv } from '#lib/domain/mapping-csv-encoding.ts'
import type { MappingValues } from './mapping-step.tsx'
import styles from './wizard.module.css'

export type StoredMapping = { number: number; fileName: string | null; rowCount: number }

/** The custom mapping: a file, typed text, or what is stored. UTF-16 takes two bytes for what UTF-8 says in one. */
export function MappingFile({
  form,
  stored,
}: {
  form: UseFormReturn<MappingValues>
  stored: StoredMapping | null
}) {
  const t = useTranslations('mapping')
  const input = useRef<HTMLInputElement>(null)
  const [encoding, setEncoding] = useState<CsvEncoding | null>(null)
  const [isTooLarge, setIsTooLarge] = useState(false)
  const { text = null, fileName = null } = useWatch({ control: form.control })

  async function read(file: File) {
    setIsTooLarge(file.size > 2 * MAPPING_CSV_LARGEST_BYTES)
    if (file.size > 2 * MAPPING_CSV_LARGEST_BYTES) return
    const decoded = decodeCsv(new Uint8Array(await file.arrayBuffer()))
    setEncoding(decoded.encoding)
    setCustom(decoded.text, file.name)
  }

  function setCustom(value: string, name: string | null) {
    form.setValue('text', value)
    form.setValue('fileName', name)
  }

  return (
    <section className={`${cards.card} ${cards.stack}`} aria-labelledby="custom-mapping">
      <h2 id="custom-mapping">{t('customTitle')}</h2>
      <p className={styles.intro}>{t('customIntro')}</p>
      <div className={styles.row}>
        <input
          ref={input}
          type="file"
          accept=".csv,text/csv,text/plain"
          hidden
          aria-label={t('choose')}
          onChange={(event) => {
            const [file] = event.target.files ?? []
            // The same file can be chosen again after it was corrected.
            event.target.value = ''
            if (file) void read(file)
          }}
        />
        <Button icon={<DocumentArrowUp20Regular />} onClick={() => input.current?.click()}>
          {text ? t('replace') : t('choose')}
        </Button>
        {(text !== '' || fileName) && (
          <Button
            appearance="subtle"
            icon={<Delete20Regular />}
            onClick={() => {
              setEncoding(null)
              setCustom('', null)
            }}
          >
            {t('remove')}
          </Button>
        )}
        <a href="/user-mapping-template.csv" download>
          <ArrowDownload20Regular aria-hidden /> {t('template')}
        </a>
      </div>
      {isTooLarge && <p role="alert">{t('fileTooLarge')}</p>}
      {fileName && <p className={cards.quiet}>{fileName}</p>}
      {fileName && encoding && encoding !== 'utf-8' && (
        <p className={cards.quiet}>{t('encoding', { encoding: encoding.toUpperCase() })}</p>
      )}
      {text === null && stored && (
        <p>
          {stored.fileName
            ? t('stored', { ...stored, fileName: stored.fileName })
            : t('storedUnnamed', { number: stored.number, rowCount: stored.rowCount })}
        </p>
      )}
      <Field label={t('paste')} hint={t('pasteHint')}>
        <Textarea
          value={text ?? ''}
          rows={6}
          resize="vertical"
          textarea={{ className: cards.mono ?? '', spellCheck: false }}
          onChange={(_, data) => setCustom(data.value, fileName)}
        />
      </Field>
    </section>
  )
}
