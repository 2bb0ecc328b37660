import type { Metadata, Route } from 'next'
import { getTranslations } from 'next-intl/server'
import { discardMappingUpload, readMappingUploadAgain } from '#app/(signed-in)/mapping-uploads/actions.ts'
import { FormSkeleton } from '#components/loading/form-skeleton.tsx'
import { WhenRead } from '#components/loading/when-read.tsx'
import { ReplaceMapping } from '#components/mapping/replace-mapping.tsx'
import { PageHead } from '#components/shell/page-head.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { readPendingUploads } from '#lib/server/mapping-uploads/read-pending-upload.ts'
import { readPhoneCountries } from '#lib/server/phone-countries.ts'
import { readConnectorMapping } from '#lib/server/read-connector.ts'
import { editCustomMapping } from '../../settings/actions.ts'

type Props = PageProps<'/data-connectors/connectors/[connectorId]/mapping/upload'>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('mapping.inForce'))('upload') }
}

async function UploadMappingPage({ params }: Props) {
  const { connector, readFacts } = await readConnectorMapping((await params).connectorId, 'manage')
  const t = await getTranslations('connector')
  const tMapping = await getTranslations('mapping.inForce')
  const tHome = await getTranslations('dataConnectors')
  const countries = await readPhoneCountries()
  const pending = await readPendingUploads(connector.id)
  const base = `/data-connectors/connectors/${connector.id}`
  return (
    <>
      <PageHead
        crumbs={[
          { label: tHome('title'), href: '/data-connectors' },
          { label: tHome('connectorsTab'), href: '/data-connectors/connectors' },
          { label: connector.name, href: base as Route },
          { label: t('tabNames.mapping'), href: `${base}/mapping` as Route },
        ]}
        title={tMapping('upload')}
      />
      <WhenRead read={readFacts} skeleton={<FormSkeleton what="mapping" asks="file" />}>
        {({ automaticMapping, versions }) => (
          <ReplaceMapping
            connectorId={connector.id}
            automaticMapping={automaticMapping}
            stored={versions[0] && versions[0].rowCount > 0 ? versions[0] : null}
            newestNumber={versions[0]?.number ?? 0}
            countries={countries}
            pending={pending}
            uploadActions={{ readAgain: readMappingUploadAgain, discard: discardMappingUpload }}
            action={editCustomMapping}
          />
        )}
      </WhenRead>
    </>
  )
}

export default withWords(
  '(signed-in)/(pages)/data-connectors/connectors/[connectorId]/mapping/upload',
  UploadMappingPage,
)
