import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConnectorTabs } from '#components/connectors/connector-tabs.tsx'
import { ConnectorsSkeleton } from '#components/connectors/connectors-skeleton.tsx'
import { ConnectorsView } from '#components/connectors/connectors-view.tsx'
import { LiveRefresh } from '#components/connectors/live-refresh.tsx'
import { NoConnectors } from '#components/connectors/no-connectors.tsx'
import cards from '#components/fields/card.module.css'
import { WhenRead } from '#components/loading/when-read.tsx'
import { PageHead } from '#components/shell/page-head.tsx'
import { withWords } from '#components/words/with-words.tsx'
import { readConnectors } from '#lib/server/read-connectors.ts'
import { deleteConnector, pauseConnector, resumeConnector } from './[connectorId]/actions.ts'
import { syncConnector } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('dataConnectors'))('connectorsTab') }
}

async function ConnectorsPage({ searchParams }: PageProps<'/data-connectors/connectors'>) {
  const { connectorCount, canManage, readPage } = await readConnectors(await searchParams)
  const t = await getTranslations('dataConnectors')
  const tConnectors = await getTranslations('connectors')
  return (
    <>
      <PageHead title={t('title')} intro={t('intro')} />
      <ConnectorTabs current="connectors" connectorCount={connectorCount} />
      {connectorCount === 0 ? (
        <>
          <LiveRefresh isMoving={false} announcement="" />
          <section className={`${cards.card} ${cards.flush}`}>
            <NoConnectors canManage={canManage} />
          </section>
        </>
      ) : (
        <WhenRead read={readPage} skeleton={<ConnectorsSkeleton />}>
          {(found) => (
            <ConnectorsView
              {...found}
              actions={
                canManage
                  ? {
                      sync: syncConnector,
                      pause: pauseConnector,
                      resume: resumeConnector,
                      delete: deleteConnector,
                    }
                  : null
              }
            />
          )}
        </WhenRead>
      )}
      {!canManage && connectorCount > 0 && <p className={cards.quiet}>{tConnectors('syncAdminOnly')}</p>}
    </>
  )
}

export default withWords('(signed-in)/(pages)/data-connectors/connectors', ConnectorsPage)
