'use client'

import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import type { MappingUploadSummary } from '#lib/domain/mapping-upload.ts'
import type { PhoneCountry } from './upload-file-card.tsx'
import { UploadRows } from './upload-rows.tsx'
import { UploadTiles } from './upload-tiles.tsx'

/** What the file holds: how many rows of which kind, and every line with its result; or why it holds nothing. */
export function UploadReview(props: {
  summary: MappingUploadSummary
  revision: string
  countries: PhoneCountry[]
}) {
  const t = useTranslations('mapping')
  const { summary } = props
  // Nothing is read before it is known which column is which.
  if (summary.columns === null && summary.header.length > 0) return null
  if (summary.fault) {
    const { code, line } = summary.fault
    return (
      <div role="alert">
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('faultTitle')}</MessageBarTitle>
            {t(`faults.${code}`, { line })}
          </MessageBarBody>
        </MessageBar>
      </div>
    )
  }
  return (
    <>
      <UploadTiles summary={summary} />
      <UploadRows summary={summary} revision={props.revision} countries={props.countries} />
    </>
  )
}
