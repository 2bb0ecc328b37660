'use client'

import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { AdvancedSettings } from '#components/site-login/advanced-settings.tsx'
import { CheckDialog } from '#components/site-login/check-dialog.tsx'
import { ChecksInBackground } from '#components/site-login/checks-in-background.tsx'
import { CredentialFields } from '#components/site-login/credential-fields.tsx'
import { useFocusSubmitAfterDialog } from '#components/site-login/use-focus-submit-after-dialog.ts'
import { type KeepTyped, useKeepTyped } from '#components/site-login/use-keep-typed.ts'
import { type SiteLoginFacts, useSiteLogin } from '#components/site-login/use-site-login.ts'
import { useUnsaved } from './leave-guard.tsx'
import { LoginPreparation, NumberedPart } from './login-preparation.tsx'
import { StepHeading } from './step-heading.tsx'
import { useNextStep } from './use-next-step.ts'
import styles from './wizard.module.css'
import { WizardFooter } from './wizard-footer.tsx'

/** Step 2: a real log-in to the site. Next shows its checks, and goes on when they have passed. */
export function LoginStep(props: {
  address: { typeId: string; connectorId: string }
  facts: SiteLoginFacts
  checkUrl: string
  keepTyped: KeepTyped
}) {
  const t = useTranslations('login')
  const tWizard = useTranslations('wizard')
  const { goOn } = useNextStep(props.address, 'mapping')
  const { connectorId } = props.address
  const login = useSiteLogin({ connectorId, facts: props.facts, checkUrl: props.checkUrl })
  const keepNow = useKeepTyped(login, connectorId, props.keepTyped)
  const formRef = useRef<HTMLFormElement>(null)
  useFocusSubmitAfterDialog(formRef, login)
  const { progress } = login

  const { dirtyFields } = login.form.formState
  // All else that was typed is kept in the draft.
  const hasSecret = Boolean(dirtyFields.password || dirtyFields.privateKey || dirtyFields.passphrase)
  useUnsaved(hasSecret && progress.phase !== 'passed')

  return (
    <>
      <form ref={formRef} className={styles.form} onSubmit={login.submit} onBlur={keepNow} noValidate>
        <StepHeading title={tWizard('login')} intro={t('intro')} />
        <RefusalMessage refusal={progress.phase === 'refused' ? progress.refusal : null} />
        <LoginPreparation />
        <NumberedPart number={3} isCurrent title={t('step3Title')} text={t('step3')}>
          <CredentialFields login={login} />
          <AdvancedSettings login={login} />
          <ChecksInBackground login={login} button={tWizard('next')} />
        </NumberedPart>
        <WizardFooter address={props.address} backTo="terms" submit={tWizard('next')} isPending={false} />
      </form>
      <CheckDialog login={login} onDone={() => goOn(`?packages=${progress.result?.packages.count ?? 0}`)} />
    </>
  )
}
