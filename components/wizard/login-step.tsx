'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import type { z } from 'zod'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { TextField } from '#components/fields/text-field.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { siteLoginInput } from '#lib/domain/wizard-inputs.ts'
import { HostKeyQuestion } from './host-key-question.tsx'
import { useUnsaved } from './leave-guard.tsx'
import { LoginPreparation, NumberedPart } from './login-preparation.tsx'
import { StepHeading } from './step-heading.tsx'
import { useNextStep } from './use-next-step.ts'
import styles from './wizard.module.css'
import { WizardFooter } from './wizard-footer.tsx'

type Values = z.input<typeof siteLoginInput>

/** Step 2: a real log-in to the site. A host key that is not known yet is shown before any password is sent. */
export function LoginStep(props: {
  address: { typeId: string; connectorId: string }
  site: { host: string; port: number; folder: string; username: string; hasPassword: boolean }
  action: Action<Values, { packageCount: number }>
}) {
  const t = useTranslations('login')
  const tWizard = useTranslations('wizard')
  const { goOn } = useNextStep(props.address, 'mapping')
  const { call, isPending, refusal, clearRefusal } = useCall(props.action)
  const { connectorId } = props.address
  const { hasPassword, ...savedSite } = props.site
  const form = useForm<Values, unknown, z.output<typeof siteLoginInput>>({
    resolver: zodResolver(siteLoginInput),
    defaultValues: { connectorId, ...savedSite, password: '', trustedHostKey: null },
  })
  const site = useWatch({ control: form.control })
  useUnsaved(form.formState.isDirty && !isPending)
  // A key that was trusted stays trusted when the password was wrong; it is stored with a login that succeeds.
  const [trusted, setTrusted] = useState<{ host: string; port: unknown; hostKey: string } | null>(null)
  const offeredHostKey = refusal?.code === 'host-key-unknown' ? String(refusal.values?.offeredHostKey) : null

  const logIn = (newlyTrusted: string | null) =>
    form.handleSubmit((values) => {
      if (isPending) return
      const { host, port } = values
      if (newlyTrusted) setTrusted({ host, port, hostKey: newlyTrusted })
      const isSame = trusted?.host === host && trusted.port === port
      const trustedHostKey = newlyTrusted ?? (isSame ? trusted.hostKey : null)
      call(
        { ...values, trustedHostKey },
        {
          onDone: ({ packageCount }) => goOn(`?packages=${packageCount}`),
          onRefused: ({ fields = {} }) => {
            for (const [name, [message]] of Object.entries(fields)) {
              if (name in form.getValues() && message) form.setError(name as keyof Values, { message })
            }
          },
        },
      )
    })

  return (
    <form className={styles.form} onSubmit={logIn(null)} noValidate>
      <StepHeading title={tWizard('login')} intro={t('intro')} />
      {!offeredHostKey && <RefusalMessage refusal={refusal} />}
      <LoginPreparation />
      <NumberedPart number={3} isCurrent title={t('step3Title')} text={t('step3')}>
        <div className={styles.fields}>
          <TextField
            control={form.control}
            name="username"
            label={t('username')}
            required
            autoComplete="username"
          />
          <TextField
            control={form.control}
            name="password"
            type="password"
            label={t('password')}
            hint={hasPassword ? t('passwordStored') : t('passwordHint')}
            required={!hasPassword}
            autoComplete="current-password"
          />
        </div>
        <details className={styles.advanced}>
          <summary>
            {t('advanced')}
            <span>
              {t('siteSummary', {
                host: site.host ?? '',
                port: String(site.port ?? ''),
                folder: site.folder ?? '',
              })}
            </span>
          </summary>
          <div className={styles.fields}>
            <TextField control={form.control} name="host" label={t('host')} required />
            <TextField control={form.control} name="port" label={t('port')} required type="number" />
            <TextField control={form.control} name="folder" label={t('folder')} required />
          </div>
        </details>
        {offeredHostKey && (
          <HostKeyQuestion
            fingerprint={offeredHostKey}
            isPending={isPending}
            onTrust={() => void logIn(offeredHostKey)()}
            onRefuse={clearRefusal}
          />
        )}
        <div role="status" className={styles.intro}>
          {isPending && t('checking', { host: site.host ?? '' })}
        </div>
      </NumberedPart>
      <WizardFooter address={props.address} backTo="terms" submit={tWizard('next')} isPending={isPending} />
    </form>
  )
}
