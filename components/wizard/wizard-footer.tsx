'use client'

import { Button, Spinner } from '@fluentui/react-components'
import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { CallButton } from '#components/fields/call-button.tsx'
import { LinkButton } from '#components/fields/link-button.tsx'
import type { WizardStep } from '#lib/domain/wizard-steps.ts'
import { useLeaveWizard } from './leave-guard.tsx'
import { FROM_REVIEW, useIsReturning } from './use-next-step.ts'
import styles from './wizard-frame.module.css'

/** Back and the step's button at the left, Cancel at the right. Opened from Review, the button says that it returns. */
export function WizardFooter(props: {
  address: { typeId: string; connectorId: string }
  backTo?: WizardStep
  submit: string
  isPending: boolean
  isDisabled?: boolean
  /** The button's own word counts, wherever it leads: Accept is not a way back. */
  mustSay?: boolean
}) {
  const t = useTranslations('wizard')
  const leave = useLeaveWizard()
  const isReturning = useIsReturning()
  const { typeId, connectorId } = props.address
  const from = isReturning ? FROM_REVIEW : ''
  return (
    <div className={styles.footer}>
      {props.backTo && (
        <LinkButton href={`/data-connectors/${typeId}/add/${connectorId}/${props.backTo}${from}` as Route}>
          {t('back')}
        </LinkButton>
      )}
      <CallButton
        type="submit"
        appearance="primary"
        isPending={props.isPending}
        {...(props.isDisabled && { disabled: true })}
      >
        {isReturning && !props.mustSay ? t('backToReview') : props.submit}
      </CallButton>
      {props.isPending && <Spinner size="tiny" />}
      <span className={styles.footerEnd} data-is-cancel>
        <Button appearance="subtle" onClick={leave}>
          {t('cancel')}
        </Button>
      </span>
    </div>
  )
}
