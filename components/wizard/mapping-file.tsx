'use client'

import { Button, Field, MessageBar, MessageBarBody, Textarea } from '@fluentui/react-components'
import { ArrowDownload20Regular, DocumentTable24Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type UseFormReturn, useWatch } from 'react-hook-form'
import cards from '#components/fields/card.module.css'
import { MAPPING_CSV_LARGEST_BYTES } from '#lib/domain/mapping-csv.ts'
import { decodeCsv } from '#lib/domain/mapping-csv-encoding.ts'
import { CsvButton, CsvDrop } from './csv-drop.tsx'
import styles from './mapping.module.css'
import type { MappingValues } from './mapping-values.ts'
import { type StoredMapping, StoredMappingNote } from './stored-mapping.tsx'
import forms from './wizard.module.css'

/** The custom mapping: a file, typed rows, or what is stored. UTF-16 takes two bytes for what UTF-8 says in one. */
export function MappingFile(props: { form: UseFormReturn<MappingValues>; stored: StoredMapping | null }) {
  const { form, stored } = props
  const t = useTranslations('mapping')
  const [source, setSource] = useState<string | null>(null)
  const [isTooLarge, setIsTooLarge] = useState(false)
  const { text = null, fileName = null } = useWatch({ control: form.control })

  async function read(file: File) {
    setIsTooLarge(file.size > 2 * MAPPING_CSV_LARGEST_BYTES)
    if (file.size > 2 * MAPPING_CSV_LARGEST_BYTES) return
    const { text, encoding } = decodeCsv(new Uint8Array(await file.arrayBuffer()))
    setSource(t('fileFacts', { kilobytes: Math.ceil(file.size / 1024), encoding: encoding.toUpperCase() }))
    setCustom(text, file.name)
  }

  function setCustom(value: string | null, name: string | null) {
    form.setValue('text', value, { shouldDirty: true })
    form.setValue('fileName', name, { shouldDirty: true })
  }

  const choose = (file: File) => void read(file)
  return (
    <section className={`${cards.card} ${cards.stack}`} aria-labelledby="custom-mapping">
      <div className={cards.cardHead}>
        <div>
          <h2 id="custom-mapping">{t('customTitle')}</h2>
          <p className={cards.quiet}>{t('optional')}</p>
        </div>
        <a className={forms.iconLink} href="/user-mapping-template.csv" download>
          <ArrowDownload20Regular aria-hidden />
          {t('template')}
        </a>
      </div>
      {fileName ? (
        <div className={styles.file}>
          <DocumentTable24Regular aria-hidden />
          <div className={styles.fileName}>
            <p>{fileName}</p>
            <p className={cards.quiet}>{source}</p>
          </div>
          <CsvButton onFile={choose}>{t('replace')}</CsvButton>
          <Button onClick={() => setCustom(stored ? null : '', null)}>{t('takeAway')}</Button>
        </div>
      ) : (
        stored === null && <CsvDrop onFile={choose} />
      )}
      {stored && (
        <StoredMappingNote
          stored={stored}
          fate={text === null ? 'kept' : text.trim() === '' ? 'removed' : 'replaced'}
          onFile={choose}
          onRemove={() => setCustom('', null)}
          onKeep={() => setCustom(null, null)}
        />
      )}
      {isTooLarge && (
        <div role="alert">
          <MessageBar intent="error">
            <MessageBarBody>{t('fileTooLarge')}</MessageBarBody>
          </MessageBar>
        </div>
      )}
      <details className={styles.byHand}>
        <summary>{fileName ? t('editRows') : t('paste')}</summary>
        <Field label={t('rows')} hint={t('pasteHint')}>
          <Textarea
            value={text ?? ''}
            rows={6}
            resize="vertical"
            textarea={{ className: cards.mono ?? '', spellCheck: false }}
            onChange={(_, data) => setCustom(data.value, fileName)}
          />
        </Field>
      </details>
    </section>
  )
}
