import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConnectorTabs } from '#components/connectors/connector-tabs.tsx'
import { ConnectorsView } from '#components/connectors/connectors-view.tsx'
import { LiveRefresh } from '#components/connectors/live-refresh.tsx'
import { NoConnectors } from '#components/connectors/no-connectors.tsx'
import cards from '#components/fields/card.module.css'
import { LinkButton } from '#components/fields/link-button.tsx'
import { PageHead } from '#components/shell/page-head.tsx'
import { readConnectors } from '#lib/server/read-connectors.ts'
import { pauseConnector, resumeConnector } from './[connectorId]/actions.ts'
import { syncConnector } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('dataConnectors'))('connectorsTab') }
}

export default async function ConnectorsPage({ searchParams }: PageProps<'/data-connectors/connectors'>) {
  const { connectorCount, isAnyMoving, ...found } = await readConnectors(await searchParams)
  const t = await getTranslations('dataConnectors')
  const tConnectors = await getTranslations('connectors')
  const tStatus = await getTranslations('status')
  const announcement = found.connectors
    .map(({ name, status }) => `${name}: ${tStatus(status.kind)}`)
    .join(', ')
  return (
    <>
      <PageHead
        title={t('title')}
        intro={t('intro')}
        actions={
          found.canManage &&
          connectorCount > 0 && (
            <LinkButton href="/data-connectors/wechat-archiver" appearance="primary">
              {tConnectors('add')}
            </LinkButton>
          )
        }
      />
      <ConnectorTabs current="connectors" connectorCount={connectorCount} />
      <LiveRefresh isMoving={isAnyMoving} announcement={announcement} />
      {connectorCount === 0 ? (
        <section className={`${cards.card} ${cards.flush}`}>
          <NoConnectors canManage={found.canManage} />
        </section>
      ) : (
        <ConnectorsView
          {...found}
          actions={{ sync: syncConnector, pause: pauseConnector, resume: resumeConnector }}
        />
      )}
      {!found.canManage && connectorCount > 0 && (
        <p className={cards.quiet}>{tConnectors('syncAdminOnly')}</p>
      )}
    </>
  )
}
