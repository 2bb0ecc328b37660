import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FinishStep } from '#components/wizard/finish-step.tsx'
import { HelpCard } from '#components/wizard/help-card.tsx'
import { WizardFrame } from '#components/wizard/wizard-frame.tsx'
import { readDraft } from '#lib/server/read-draft.ts'
import { wizardPlace } from '#lib/server/wizard-place.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('wizard'))('finish') }
}

export default async function FinishPage({
  params,
}: PageProps<'/data-connectors/[typeId]/add/[connectorId]/finish'>) {
  const draft = await readDraft(await params, 'finish')
  const t = await getTranslations('finish')
  const { firstRun } = draft
  return (
    <WizardFrame
      place={wizardPlace(draft, 'finish')}
      help={<HelpCard title={t('goodTitle')} text={t('good')} />}
    >
      <FinishStep
        connectorId={draft.connectorId}
        name={draft.name}
        run={firstRun && { id: firstRun.id, status: firstRun.status, imported: firstRun.counts.imported }}
      />
    </WizardFrame>
  )
}
