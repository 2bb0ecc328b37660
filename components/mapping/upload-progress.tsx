'use client'

import { Button, ProgressBar } from '@fluentui/react-components'
import { DocumentTable24Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import cards from '#components/fields/card.module.css'
import { useSizeText } from '#components/fields/use-size-text.ts'
import styles from './mapping.module.css'
import type { UploadPhase } from './use-mapping-upload.ts'

/** How much of the file has gone, with the way to call it off. When all has, the server reads it. */
export function UploadProgress(props: {
  phase: Extract<UploadPhase, { kind: 'sending' }>
  onCancel: () => void
}) {
  const t = useTranslations('mapping')
  const sizeText = useSizeText()
  const row = useRef<HTMLDivElement>(null)
  // The button that was pressed has made room for this.
  useEffect(() => row.current?.querySelector('button')?.focus(), [])
  const { fileName, sentBytes, totalBytes } = props.phase
  const isSent = sentBytes >= totalBytes
  const name = fileName ?? t('typed')
  return (
    <div ref={row} className={styles.file}>
      <DocumentTable24Regular aria-hidden />
      <div className={styles.fileName}>
        <p>{name}</p>
        <ProgressBar
          aria-label={t('sending', { name })}
          {...(!isSent && { value: sentBytes, max: Math.max(1, totalBytes) })}
        />
        <p className={cards.quiet}>
          {isSent ? t('beingRead') : t('sentOf', { sent: sizeText(sentBytes), total: sizeText(totalBytes) })}
        </p>
        <span role="status" className="visually-hidden">
          {isSent ? t('beingRead') : t('sending', { name })}
        </span>
      </div>
      <Button onClick={props.onCancel}>{t('cancelUpload')}</Button>
    </div>
  )
}
