import type { Metadata, Route } from 'next'
import { getTranslations } from 'next-intl/server'
import { EditCustomMapping } from '#components/connector/edit-custom-mapping.tsx'
import { MappingVersions } from '#components/connector/mapping-versions.tsx'
import { FormSkeleton } from '#components/loading/form-skeleton.tsx'
import { WhenRead } from '#components/loading/when-read.tsx'
import { PageHead } from '#components/shell/page-head.tsx'
import { readConnectorSettings } from '#lib/server/read-connector.ts'
import { editCustomMapping } from '../actions.ts'

type Props = PageProps<'/data-connectors/connectors/[connectorId]/settings/mapping'>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connector.settings'))('replaceMapping') }
}

export default async function ReplaceMappingPage({ params }: Props) {
  const { connector, readFacts } = await readConnectorSettings((await params).connectorId, 'manage')
  const t = await getTranslations('connector')
  const tHome = await getTranslations('dataConnectors')
  const base = `/data-connectors/connectors/${connector.id}`
  return (
    <>
      <PageHead
        crumbs={[
          { label: tHome('title'), href: '/data-connectors' },
          { label: tHome('connectorsTab'), href: '/data-connectors/connectors' },
          { label: connector.name, href: base as Route },
          { label: t('settingsTab'), href: `${base}/settings` as Route },
        ]}
        title={t('settings.replaceMapping')}
      />
      <WhenRead read={readFacts} skeleton={<FormSkeleton what="mapping" asks="file" />}>
        {({ settings, mappings }) => (
          <>
            <EditCustomMapping
              connectorId={connector.id}
              automaticMapping={settings.automaticMapping}
              stored={mappings[0] && mappings[0].rowCount > 0 ? mappings[0] : null}
              newestNumber={mappings[0]?.number ?? 0}
              action={editCustomMapping}
            />
            <MappingVersions versions={mappings} timeZone={settings.timeZone} />
          </>
        )}
      </WhenRead>
    </>
  )
}
