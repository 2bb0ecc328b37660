'use client'

import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { ArrowDownload20Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import cards from '#components/fields/card.module.css'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { CsvDrop } from './csv-drop.tsx'
import styles from './mapping.module.css'
import { type StoredMapping, StoredMappingNote } from './stored-mapping.tsx'
import { TypedRows } from './typed-rows.tsx'
import { type PhoneCountry, UploadFileCard } from './upload-file-card.tsx'
import { UploadProgress } from './upload-progress.tsx'
import { UploadReview } from './upload-review.tsx'
import type { MappingUpload } from './use-mapping-upload.ts'
import { type MappingWay, WayChoice } from './way-choice.tsx'

/** The custom mapping: a file or typed rows, what they hold, and what becomes of the rows in force. */
export function CustomMapping(props: {
  upload: MappingUpload
  countries: PhoneCountry[]
  /** Null when no row is in force. */
  stored: StoredMapping | null
  isRemoving: boolean
  onRemove: (isRemoving: boolean) => void
  way: MappingWay
  onWay: (way: MappingWay) => void
}) {
  const t = useTranslations('mapping')
  const { upload, stored } = props
  const [typed, setTyped] = useState('')
  const { phase, summary } = upload

  function choose(file: File) {
    props.onRemove(false)
    upload.send({ fileName: file.name, body: file })
  }

  if (summary) {
    return (
      <>
        <UploadRefusal upload={upload} />
        <UploadFileCard upload={upload} summary={summary} countries={props.countries} onFile={choose} />
        <UploadReview summary={summary} revision={upload.revision} countries={props.countries} />
        {stored && summary.counts.valid > 0 && (
          <WayChoice summary={summary} way={props.way} onChange={props.onWay} />
        )}
      </>
    )
  }
  return (
    <section className={`${cards.card} ${cards.stack}`} aria-labelledby="custom-mapping">
      <div className={cards.cardHead}>
        <div className={styles.title}>
          <h2 id="custom-mapping">{t('customTitle')}</h2>
          <p className={cards.quiet}>{t('optional')}</p>
        </div>
        <a className={styles.iconLink} href="/user-mapping-template.csv" download>
          <ArrowDownload20Regular aria-hidden />
          {t('template')}
        </a>
      </div>
      <UploadRefusal upload={upload} />
      {phase.kind === 'sending' ? (
        <UploadProgress phase={phase} onCancel={upload.cancel} />
      ) : (
        <>
          {stored ? (
            <StoredMappingNote
              stored={stored}
              fate={props.isRemoving ? 'removed' : 'kept'}
              onFile={choose}
              onRemove={() => props.onRemove(true)}
              onKeep={() => props.onRemove(false)}
            />
          ) : (
            <CsvDrop onFile={choose} />
          )}
          <TypedRows
            text={typed}
            onChange={setTyped}
            onCheck={() => {
              props.onRemove(false)
              upload.send({ fileName: null, body: new Blob([typed], { type: 'text/csv' }) })
            }}
          />
        </>
      )}
    </section>
  )
}

function UploadRefusal({ upload }: { upload: MappingUpload }) {
  const t = useTranslations('mapping')
  if (!upload.isTooLarge) return <RefusalMessage refusal={upload.refusal} />
  return (
    <div role="alert">
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>{t('faults.too-large', { line: 1 })}</MessageBarBody>
      </MessageBar>
    </div>
  )
}
