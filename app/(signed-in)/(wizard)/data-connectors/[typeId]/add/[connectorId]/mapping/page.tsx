import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import {
  editMappingRows,
  readMappingEffect,
} from '#app/(signed-in)/(pages)/data-connectors/connectors/[connectorId]/mapping/actions.ts'
import { discardMappingUpload, readMappingUploadAgain } from '#app/(signed-in)/mapping-uploads/actions.ts'
import { HelpCard } from '#components/wizard/help-card.tsx'
import { MappingStep } from '#components/wizard/mapping-step.tsx'
import { WizardFrame } from '#components/wizard/wizard-frame.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { readPendingUploads } from '#lib/server/mapping-uploads/read-pending-upload.ts'
import { readPhoneCountries } from '#lib/server/phone-countries.ts'
import { readDraft } from '#lib/server/read-draft.ts'
import { wizardPlace } from '#lib/server/wizard-place.ts'
import { confirmMapping } from '../actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('wizard'))('mapping') }
}

async function MappingPage({
  params,
  searchParams,
}: PageProps<'/data-connectors/[typeId]/add/[connectorId]/mapping'>) {
  const address = await params
  const { packages } = await searchParams
  const draft = await readDraft(address, 'mapping')
  const t = await getTranslations('mapping')
  // The log-in before has counted them; the number is told once and kept nowhere.
  const packageCount = typeof packages === 'string' && /^\d{1,6}$/.test(packages) ? Number(packages) : null
  return (
    <WizardFrame
      place={wizardPlace(draft, 'mapping')}
      help={
        <>
          <HelpCard title={t('needTitle')} text={t('need')} />
          <HelpCard title={t('formatTitle')} text={t('format')} />
          <HelpCard title={t('conflictTitle')} text={t('conflict')} />
        </>
      }
    >
      <MappingStep
        address={address}
        automaticMapping={draft.mapping.automatic}
        precedence={draft.mapping.precedence}
        stored={draft.mapping.custom}
        newestNumber={draft.mapping.newestNumber}
        siteFound={packageCount === null ? null : { host: draft.site.host, packageCount }}
        countries={await readPhoneCountries()}
        uploadActions={{ readAgain: readMappingUploadAgain, discard: discardMappingUpload }}
        pending={await readPendingUploads(draft.connectorId)}
        readEffect={readMappingEffect}
        editRows={editMappingRows}
        action={confirmMapping}
      />
    </WizardFrame>
  )
}

export default withWords(
  '(signed-in)/(wizard)/data-connectors/[typeId]/add/[connectorId]/mapping',
  MappingPage,
)
