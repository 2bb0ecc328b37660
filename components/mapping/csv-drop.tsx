'use client'

import { Button } from '@fluentui/react-components'
import { ArrowUpload20Regular, CloudArrowUp32Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { type ReactNode, useRef, useState } from 'react'
import cards from '#components/fields/card.module.css'
import styles from './mapping.module.css'

/** A place to drop a CSV file on; the button in it does the same. */
export function CsvDrop({ onFile }: { onFile: (file: File) => void }) {
  const t = useTranslations('mapping')
  const [isOver, setIsOver] = useState(false)
  return (
    <section
      className={styles.drop}
      data-is-over={isOver}
      aria-label={t('dropArea')}
      onDragOver={(event) => {
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        const [file] = event.dataTransfer.files
        if (file) onFile(file)
      }}
    >
      <CloudArrowUp32Regular className={styles.dropHint ?? ''} aria-hidden />
      <p className={styles.dropHint}>{t('drop')}</p>
      <CsvButton onFile={onFile}>{t('choose')}</CsvButton>
      <p className={cards.quiet}>{t('limits')}</p>
    </section>
  )
}

export function CsvButton(props: { onFile: (file: File) => void; children: ReactNode }) {
  const t = useTranslations('mapping')
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        hidden
        aria-label={t('csvFile')}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          // The same file can be chosen again after it was corrected.
          event.target.value = ''
          if (file) props.onFile(file)
        }}
      />
      <Button icon={<ArrowUpload20Regular />} onClick={() => input.current?.click()}>
        {props.children}
      </Button>
    </>
  )
}
