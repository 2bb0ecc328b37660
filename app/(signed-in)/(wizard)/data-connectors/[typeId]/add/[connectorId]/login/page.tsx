import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { HelpCard } from '#components/wizard/help-card.tsx'
import { LoginStep } from '#components/wizard/login-step.tsx'
import { WizardFrame } from '#components/wizard/wizard-frame.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { readDraft } from '#lib/server/read-draft.ts'
import { wizardPlace } from '#lib/server/wizard-place.ts'
import { keepTypedLogin } from '../actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('wizard'))('login') }
}

async function LoginPage({ params }: PageProps<'/data-connectors/[typeId]/add/[connectorId]/login'>) {
  const address = await params
  const draft = await readDraft(address, 'login')
  const t = await getTranslations('login')
  return (
    <WizardFrame
      place={wizardPlace(draft, 'login')}
      help={
        <>
          <HelpCard title={t('helpTitle')} text={t('help')} />
          <HelpCard title={t('laterTitle')} text={t('later')} />
        </>
      }
    >
      <LoginStep
        address={address}
        facts={draft.loginForm}
        checkUrl="/api/site-login/draft"
        keepTyped={keepTypedLogin}
      />
    </WizardFrame>
  )
}

export default withWords('(signed-in)/(wizard)/data-connectors/[typeId]/add/[connectorId]/login', LoginPage)
