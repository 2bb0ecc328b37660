'use client'

import { Badge } from '@fluentui/react-components'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { When } from '#components/fields/when.tsx'
import { TERMS_CLAUSES, TERMS_VERSION } from '#lib/domain/wizard-terms.ts'
import { StepHeading } from './step-heading.tsx'
import styles from './wizard.module.css'
import { WizardFooter } from './wizard-footer.tsx'

/** Step 1. The only one without Back. */
export function TermsStep(props: {
  address: { typeId: string; connectorId: string }
  accepted: { by: string; at: Date } | null
  action: Action<{ connectorId: string; termsVersion: string }, null>
}) {
  const t = useTranslations('terms')
  const tWizard = useTranslations('wizard')
  const router = useRouter()
  const { call, isPending, refusal } = useCall(props.action)
  const { typeId, connectorId } = props.address

  function accept() {
    call(
      { connectorId, termsVersion: TERMS_VERSION },
      { onDone: () => router.push(`/data-connectors/${typeId}/add/${connectorId}/login` as Route) },
    )
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending) accept()
      }}
    >
      <StepHeading title={tWizard('terms')} intro={t('intro')} />
      <RefusalMessage refusal={refusal} />
      <div>
        <Badge appearance="tint" color="informative">
          {t('version', { version: TERMS_VERSION })}
        </Badge>
      </div>
      {/* A box that scrolls must be reachable by keyboard to be read by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable region, WCAG 2.1.1 */}
      <section className={styles.termsBox} tabIndex={0} aria-label={t('text')}>
        {TERMS_CLAUSES.map((clause) => (
          <div key={clause}>
            <h2>{t(`clauses.${clause}Title`)}</h2>
            <p>{t(`clauses.${clause}`)}</p>
          </div>
        ))}
      </section>
      <p>{t('confirm')}</p>
      {props.accepted && (
        <p className={styles.intro}>
          {t.rich('acceptedBefore', {
            name: props.accepted.by,
            when: () => props.accepted && <When at={props.accepted.at} timeZone="UTC" />,
          })}
        </p>
      )}
      <WizardFooter address={props.address} submit={t('accept')} isPending={isPending} />
    </form>
  )
}
