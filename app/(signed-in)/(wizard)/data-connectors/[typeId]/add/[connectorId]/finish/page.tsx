import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FinishStep } from '#components/wizard/finish-step.tsx'
import { HelpCard } from '#components/wizard/help-card.tsx'
import { WizardFrame } from '#components/wizard/wizard-frame.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { getConnectorType } from '#lib/domain/connector-catalog.ts'
import { readDraft } from '#lib/server/read-draft.ts'
import { wizardPlace } from '#lib/server/wizard-place.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('wizard'))('finish') }
}

async function FinishPage({ params }: PageProps<'/data-connectors/[typeId]/add/[connectorId]/finish'>) {
  const draft = await readDraft(await params, 'finish')
  const t = await getTranslations('finish')
  return (
    <WizardFrame
      place={wizardPlace(draft, 'finish')}
      help={<HelpCard title={t('goodTitle')} text={t('good')} />}
    >
      <FinishStep
        address={{ typeId: draft.typeId, connectorId: draft.connectorId }}
        name={draft.name}
        messageClass={getConnectorType(draft.typeId).messageClass}
        run={draft.firstRun}
        nextRunAt={draft.nextRunAt}
        timeZone={draft.review.timeZone}
      />
    </WizardFrame>
  )
}

export default withWords('(signed-in)/(wizard)/data-connectors/[typeId]/add/[connectorId]/finish', FinishPage)
