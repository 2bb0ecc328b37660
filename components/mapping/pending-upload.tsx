'use client'

import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CallButton } from '#components/fields/call-button.tsx'
import { When } from '#components/fields/when.tsx'
import { useBrowserTimeZone } from '#components/wizard/use-browser-time-zone.ts'
import type { PendingUploads } from '#lib/domain/mapping-upload.ts'

/** Uploads that were never confirmed: one's own to go on with, another person's to know of. */
export function PendingUpload(props: {
  own: PendingUploads['own']
  other: PendingUploads['other']
  /** A button or a link that goes on with it. */
  goOn: (label: string) => ReactNode
  isDiscarding: boolean
  onDiscard: () => void
}) {
  const t = useTranslations('mapping.pending')
  const tMapping = useTranslations('mapping')
  const timeZone = useBrowserTimeZone() ?? 'UTC'
  const { own, other } = props
  const fileOf = (fileName: string | null) => fileName ?? tMapping('typed')
  return (
    <>
      {own && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            {t.rich('own', {
              fileName: fileOf(own.summary.fileName),
              count: own.summary.counts.rows,
              when: () => <When at={own.createdAt} timeZone={timeZone} />,
            })}
          </MessageBarBody>
          <MessageBarActions>
            {props.goOn(t('goOn', { fileName: fileOf(own.summary.fileName) }))}
            <CallButton isPending={props.isDiscarding} onClick={props.onDiscard}>
              {t('discard')}
            </CallButton>
          </MessageBarActions>
        </MessageBar>
      )}
      {other && (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>
            {t.rich('other', {
              name: other.createdBy,
              fileName: fileOf(other.fileName),
              when: () => <When at={other.createdAt} timeZone={timeZone} />,
            })}
          </MessageBarBody>
        </MessageBar>
      )}
    </>
  )
}

/** On the page where it is reviewed. */
export function PendingUploadHere(props: {
  upload: {
    waiting: PendingUploads['own']
    isDiscarding: boolean
    goOn: () => void
    discard: () => void
  }
  other: PendingUploads['other']
}) {
  const { upload, other } = props
  return (
    <PendingUpload
      own={upload.waiting}
      other={other}
      goOn={(label) => (
        <Button appearance="primary" onClick={upload.goOn}>
          {label}
        </Button>
      )}
      isDiscarding={upload.isDiscarding}
      onDiscard={upload.discard}
    />
  )
}
