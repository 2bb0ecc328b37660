'use client'

import { Button } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { QuestionDialog } from '#components/wizard/question-dialog.tsx'
import type { MappingUploadSummary } from '#lib/domain/mapping-upload.ts'
import { countMissingMailboxes, missingMailboxes } from './missing-mailboxes.ts'
import { useDirectoryText } from './use-directory-text.ts'

/** Asks once before wrong lines of a mapping are left out, and before rows are saved whose mailboxes are not there. */
export function LeaveOutDialog(props: {
  summary: MappingUploadSummary
  onConfirm: () => void
  onClose: () => void
}) {
  const t = useTranslations('mapping.leaveOut')
  const directoryText = useDirectoryText()
  const { summary } = props
  const { error, valid } = summary.counts
  const missing = countMissingMailboxes(summary)
  return (
    <QuestionDialog
      title={t('title', { errors: error, missing })}
      onSubmit={props.onConfirm}
      onClose={props.onClose}
      actions={
        <>
          <Button type="submit" appearance="primary">
            {t(error > 0 ? 'confirm' : 'confirmAll', { keptCount: valid })}
          </Button>
          <Button onClick={props.onClose}>{t('back')}</Button>
        </>
      }
    >
      {error > 0 && <p>{t('text', { count: error })}</p>}
      {missing > 0 && (
        <>
          <p>{t('missing', { count: missing })}</p>
          <ul>
            {missingMailboxes(summary).map(({ status, count }) => (
              <li key={status}>{t('missingKind', { kind: directoryText(status) ?? '', count })}</li>
            ))}
          </ul>
        </>
      )}
    </QuestionDialog>
  )
}
