'use client'

import { Badge, MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useFormatter, useTranslations } from 'next-intl'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { When } from '#components/fields/when.tsx'
import { TERMS_CLAUSES, TERMS_IN_FORCE_SINCE, TERMS_VERSION } from '#lib/domain/wizard-terms.ts'
import { StepHeading } from './step-heading.tsx'
import styles from './terms.module.css'
import { useBrowserTimeZone } from './use-browser-time-zone.ts'
import { useNextStep } from './use-next-step.ts'
import forms from './wizard.module.css'
import { WizardFooter } from './wizard-footer.tsx'

export type Acceptance = { version: string; by: string; at: Date }

/** Step 1. The only one without Back. Terms that were accepted are not accepted again. */
export function TermsStep(props: {
  address: { typeId: string; connectorId: string }
  accepted: Acceptance | null
  action: Action<{ connectorId: string; termsVersion: string }, null>
}) {
  const t = useTranslations('terms')
  const tWizard = useTranslations('wizard')
  const format = useFormatter()
  const { goOn } = useNextStep(props.address, 'login')
  const { call, isPending, refusal } = useCall(props.action)
  const isAccepted = props.accepted?.version === TERMS_VERSION

  function accept() {
    if (isAccepted) return goOn()
    const { connectorId } = props.address
    call({ connectorId, termsVersion: TERMS_VERSION }, { onDone: () => goOn() })
  }

  return (
    <form
      className={forms.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending) accept()
      }}
    >
      <StepHeading title={tWizard('terms')} intro={t('intro')} />
      <RefusalMessage refusal={refusal} />
      {props.accepted && <AcceptedBefore accepted={props.accepted} isInForce={isAccepted} />}
      <div className={styles.head}>
        <Badge appearance="tint" color="informative">
          {t('version', { version: TERMS_VERSION })}
        </Badge>
        {t('since', {
          date: format.dateTime(new Date(TERMS_IN_FORCE_SINCE), { dateStyle: 'long', timeZone: 'UTC' }),
        })}
      </div>
      {/* A box that scrolls must be reachable by keyboard to be read by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable region, WCAG 2.1.1 */}
      <section className={styles.box} tabIndex={0} aria-label={t('text')}>
        {TERMS_CLAUSES.map((clause) => (
          <div key={clause}>
            <h2>{t(`clauses.${clause}Title`)}</h2>
            <p>{t(`clauses.${clause}`)}</p>
          </div>
        ))}
      </section>
      {!isAccepted && <p>{t('confirm')}</p>}
      <WizardFooter
        address={props.address}
        submit={isAccepted ? tWizard('next') : t('accept')}
        isPending={isPending}
        mustSay={!isAccepted}
      />
    </form>
  )
}

function AcceptedBefore({ accepted, isInForce }: { accepted: Acceptance; isInForce: boolean }) {
  const t = useTranslations('terms')
  const timeZone = useBrowserTimeZone() ?? 'UTC'
  const values = {
    version: accepted.version,
    name: accepted.by,
    when: () => <When at={accepted.at} timeZone={timeZone} />,
  }
  return (
    <MessageBar intent={isInForce ? 'success' : 'warning'} layout="multiline">
      <MessageBarBody>{t.rich(isInForce ? 'acceptedBefore' : 'acceptedOlder', values)}</MessageBarBody>
    </MessageBar>
  )
}
