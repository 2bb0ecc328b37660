import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { HelpCard } from '#components/wizard/help-card.tsx'
import { TermsStep } from '#components/wizard/terms-step.tsx'
import { WizardFrame } from '#components/wizard/wizard-frame.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { readDraft } from '#lib/server/read-draft.ts'
import { wizardPlace } from '#lib/server/wizard-place.ts'
import { acceptTerms } from '../actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('wizard'))('terms') }
}

async function TermsPage({ params }: PageProps<'/data-connectors/[typeId]/add/[connectorId]/terms'>) {
  const address = await params
  const draft = await readDraft(address, 'terms')
  const t = await getTranslations('terms')
  const { version, acceptedAt, acceptedBy } = draft.terms
  return (
    <WizardFrame
      place={wizardPlace(draft, 'terms')}
      help={
        <>
          <HelpCard title={t('helpTitle')} text={t('help')} />
          <HelpCard title={t('nextTitle')} text={t('nextText')} />
          <HelpCard title={t('whoseTitle')} text={t('whose')} />
        </>
      }
    >
      <TermsStep
        address={address}
        accepted={version && acceptedAt && acceptedBy ? { version, by: acceptedBy, at: acceptedAt } : null}
        action={acceptTerms}
      />
    </WizardFrame>
  )
}

export default withWords('(signed-in)/(wizard)/data-connectors/[typeId]/add/[connectorId]/terms', TermsPage)
