'use client'

import { Button } from '@fluentui/react-components'
import { useFormatter, useTranslations } from 'next-intl'
import { CallButton } from '#components/fields/call-button.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import type { Refusal } from '#lib/domain/action-result.ts'
import type { WizardStep } from '#lib/domain/wizard-steps.ts'
import { QuestionDialog } from './question-dialog.tsx'

/** What stays, what is lost, and the three ways on. A link away from a step offers no discarding. */
export function LeaveDialog(props: {
  doneSteps: WizardStep[]
  isUnsaved: boolean
  isLink: boolean
  isPending: boolean
  refusal: Refusal['error'] | null
  onKeep: () => void
  onDiscard: () => void
  onStay: () => void
}) {
  const t = useTranslations('leave')
  const tWizard = useTranslations('wizard')
  const format = useFormatter()
  const steps = format.list(props.doneSteps.map((step) => tWizard(step)))
  return (
    <QuestionDialog
      title={props.isLink ? t('linkTitle') : t('title')}
      onSubmit={props.onKeep}
      onClose={props.onStay}
      actions={
        <>
          <Button type="submit" appearance="primary">
            {props.isLink ? t('leaveStep') : t('keep')}
          </Button>
          {!props.isLink && (
            <CallButton isPending={props.isPending} onClick={props.onDiscard}>
              {t('discard')}
            </CallButton>
          )}
          <Button onClick={props.onStay}>{t('stay')}</Button>
        </>
      }
    >
      {props.isUnsaved && <p>{t('unsaved')}</p>}
      <p>{props.doneSteps.length > 0 ? t('kept', { steps }) : t('keptNothing')}</p>
      {!props.isLink && <p>{t('discardText')}</p>}
      <RefusalMessage refusal={props.refusal} />
    </QuestionDialog>
  )
}
