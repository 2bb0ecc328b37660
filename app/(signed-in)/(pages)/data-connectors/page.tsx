import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConnectorGallery } from '#components/connectors/connector-gallery.tsx'
import { ConnectorTabs } from '#components/connectors/connector-tabs.tsx'
import { OverviewNotice } from '#components/connectors/overview-notice.tsx'
import cards from '#components/fields/card.module.css'
import { PageHead } from '#components/shell/page-head.tsx'
import { NOT_OFFERED_TYPE_NAMES } from '#lib/domain/connector-catalog.ts'
import { readConnectorOverview } from '#lib/server/read-connectors.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('dataConnectors'))('title') }
}

export default async function OverviewPage() {
  const { types, now, connectorCount, pausedCount, attention } = await readConnectorOverview()
  const t = await getTranslations('dataConnectors')
  return (
    <>
      <PageHead title={t('title')} intro={t('intro')} />
      <ConnectorTabs current="overview" connectorCount={connectorCount} />
      <div className={cards.stack}>
        <OverviewNotice connectorCount={connectorCount} pausedCount={pausedCount} attention={attention} />
        <ConnectorGallery offered={types} notOffered={NOT_OFFERED_TYPE_NAMES} now={now} />
      </div>
    </>
  )
}
