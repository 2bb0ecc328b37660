'use client'

import { Button } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { QuestionDialog } from '#components/wizard/question-dialog.tsx'

/** Asks once before wrong lines of a mapping are left out. */
export function LeaveOutDialog(props: {
  count: number
  keptCount: number
  onConfirm: () => void
  onClose: () => void
}) {
  const t = useTranslations('mapping.leaveOut')
  const { count, keptCount } = props
  return (
    <QuestionDialog
      title={t('title', { count })}
      onSubmit={props.onConfirm}
      onClose={props.onClose}
      actions={
        <>
          <Button type="submit" appearance="primary">
            {t('confirm', { keptCount })}
          </Button>
          <Button onClick={props.onClose}>{t('back')}</Button>
        </>
      }
    >
      <p>{t('text', { count })}</p>
    </QuestionDialog>
  )
}
