import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { HelpCard } from '#components/wizard/help-card.tsx'
import { ReviewNext } from '#components/wizard/review-next.tsx'
import { ReviewStep } from '#components/wizard/review-step.tsx'
import { ReviewSummary } from '#components/wizard/review-summary.tsx'
import { WizardFrame } from '#components/wizard/wizard-frame.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { getConnectorType } from '#lib/domain/connector-catalog.ts'
import { readDraft } from '#lib/server/read-draft.ts'
import { wizardPlace } from '#lib/server/wizard-place.ts'
import { finishConnector, saveReview } from '../actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('wizard'))('review') }
}

async function ReviewPage({ params }: PageProps<'/data-connectors/[typeId]/add/[connectorId]/review'>) {
  const address = await params
  const draft = await readDraft(address, 'review')
  const t = await getTranslations('review')
  return (
    <WizardFrame
      place={wizardPlace(draft, 'review')}
      help={
        <>
          <ReviewNext draft={draft.review} now={draft.readAt} />
          <HelpCard title={t('changeTitle')} text={t('change')} />
        </>
      }
    >
      <ReviewStep
        address={address}
        folderName={getConnectorType(draft.typeId).folderName}
        draft={draft.review}
        summary={
          <ReviewSummary
            base={`/data-connectors/${draft.typeId}/add/${draft.connectorId}`}
            facts={{ terms: draft.terms, site: draft.site, mapping: draft.mapping }}
          />
        }
        save={saveReview}
        finish={finishConnector}
      />
    </WizardFrame>
  )
}

export default withWords('(signed-in)/(wizard)/data-connectors/[typeId]/add/[connectorId]/review', ReviewPage)
