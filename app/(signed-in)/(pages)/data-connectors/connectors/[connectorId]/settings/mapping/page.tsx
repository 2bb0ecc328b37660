import type { Metadata, Route } from 'next'
import { getTranslations } from 'next-intl/server'
import { EditCustomMapping } from '#components/connector/edit-custom-mapping.tsx'
import { MappingVersions } from '#components/connector/mapping-versions.tsx'
import { PageHead } from '#components/shell/page-head.tsx'
import { readConnectorSettings } from '#lib/server/read-connector.ts'
import { editCustomMapping } from '../actions.ts'

type Props = PageProps<'/data-connectors/connectors/[connectorId]/settings/mapping'>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('connector.settings'))('replaceMapping') }
}

export default async function ReplaceMappingPage({ params }: Props) {
  const { connector, settings, mappings } = await readConnectorSettings((await params).connectorId, 'manage')
  const t = await getTranslations('connector')
  const tHome = await getTranslations('dataConnectors')
  const base = `/data-connectors/connectors/${connector.id}`
  const [newest] = mappings
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
      <EditCustomMapping
        connectorId={connector.id}
        automaticMapping={settings.automaticMapping}
        stored={newest && newest.rowCount > 0 ? newest : null}
        newestNumber={newest?.number ?? 0}
        action={editCustomMapping}
      />
      <MappingVersions versions={mappings} timeZone={settings.timeZone} />
    </>
  )
}
