import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConnectorGallery } from '#components/connectors/connector-gallery.tsx'
import { ConnectorTabs } from '#components/connectors/connector-tabs.tsx'
import { GallerySkeleton } from '#components/connectors/gallery-skeleton.tsx'
import { OverviewNotice } from '#components/connectors/overview-notice.tsx'
import cards from '#components/fields/card.module.css'
import { WhenRead } from '#components/loading/when-read.tsx'
import { PageHead } from '#components/shell/page-head.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { CONNECTOR_TYPES, NOT_OFFERED_TYPE_NAMES } from '#lib/domain/connector-catalog.ts'
import { readConnectorOverview } from '#lib/server/read-connectors.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('dataConnectors'))('title') }
}

async function OverviewPage() {
  const { connectorCount, readFacts } = await readConnectorOverview()
  const t = await getTranslations('dataConnectors')
  return (
    <>
      <PageHead title={t('title')} intro={t('intro')} />
      <ConnectorTabs current="overview" connectorCount={connectorCount} />
      <WhenRead
        read={readFacts}
        skeleton={<GallerySkeleton typeCount={CONNECTOR_TYPES.length} hasNotice={connectorCount > 0} />}
      >
        {({ types, now, ...notice }) => (
          <div className={cards.stack}>
            <OverviewNotice connectorCount={connectorCount} {...notice} />
            <ConnectorGallery offered={types} notOffered={NOT_OFFERED_TYPE_NAMES} now={now} />
          </div>
        )}
      </WhenRead>
    </>
  )
}

export default withWords('(signed-in)/(pages)/data-connectors', OverviewPage)
