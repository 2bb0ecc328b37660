'use client'

import { Spinner } from '@fluentui/react-components'
import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { CallButton } from '#components/fields/call-button.tsx'
import { LinkButton } from '#components/fields/link-button.tsx'
import type { WizardStep } from '#lib/domain/wizard-steps.ts'
import styles from './wizard.module.css'

/** Back and the step's button at the left, Cancel at the right. Cancel keeps the draft. */
export function WizardFooter(props: {
  address: { typeId: string; connectorId: string }
  backTo?: WizardStep
  submit: string
  isPending: boolean
  isDisabled?: boolean
}) {
  const t = useTranslations('wizard')
  const productPage = `/data-connectors/${props.address.typeId}` as Route
  return (
    <div className={styles.footer}>
      {props.backTo && (
        <LinkButton href={`${productPage}/add/${props.address.connectorId}/${props.backTo}` as Route}>
          {t('back')}
        </LinkButton>
      )}
      <CallButton
        type="submit"
        appearance="primary"
        isPending={props.isPending}
        {...(props.isDisabled && { disabled: true })}
      >
        {props.submit}
      </CallButton>
      {props.isPending && <Spinner size="tiny" />}
      <span className={styles.footerEnd}>
        <LinkButton href={productPage}>{t('cancel')}</LinkButton>
      </span>
    </div>
  )
}
