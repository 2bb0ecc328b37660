'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import { CallButton } from '#components/fields/call-button.tsx'
import cards from '#components/fields/card.module.css'
import { LinkButton } from '#components/fields/link-button.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { AdvancedSettings } from './advanced-settings.tsx'
import { CheckDialog } from './check-dialog.tsx'
import { ChecksInBackground } from './checks-in-background.tsx'
import { CredentialFields } from './credential-fields.tsx'
import styles from './site-login.module.css'
import { useFocusSubmitAfterDialog } from './use-focus-submit-after-dialog.ts'
import { type SiteLoginFacts, useSiteLogin } from './use-site-login.ts'

/** The login of a connector that is there already: tested first, stored when the site accepts it. */
export function EditSiteLogin(props: { connectorId: string; facts: SiteLoginFacts; checkUrl: string }) {
  const t = useTranslations('editLogin')
  const router = useRouter()
  const login = useSiteLogin(props)
  const formRef = useRef<HTMLFormElement>(null)
  useFocusSubmitAfterDialog(formRef, login)
  const settings = `/data-connectors/connectors/${props.connectorId}/settings` as Route
  const { progress } = login
  return (
    <section className={cards.card}>
      <form ref={formRef} className={styles.editForm} onSubmit={login.submit} noValidate>
        <RefusalMessage refusal={progress.phase === 'refused' ? progress.refusal : null} />
        <CredentialFields login={login} />
        <AdvancedSettings login={login} />
        <ChecksInBackground login={login} button={t('test')} />
        <div className={styles.row}>
          <CallButton type="submit" appearance="primary" isPending={false}>
            {t('test')}
          </CallButton>
          <LinkButton href={settings}>{t('cancel')}</LinkButton>
        </div>
      </form>
      <CheckDialog
        login={login}
        onDone={() => {
          router.push(settings)
          router.refresh()
        }}
      />
    </section>
  )
}
