import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConnectorTable } from '#components/connectors/connector-table.tsx'
import { ConnectorTabs } from '#components/connectors/connector-tabs.tsx'
import { LiveRefresh } from '#components/connectors/live-refresh.tsx'
import { NoConnectors } from '#components/connectors/no-connectors.tsx'
import cards from '#components/fields/card.module.css'
import { LinkButton } from '#components/fields/link-button.tsx'
import { PageHead } from '#components/shell/page-head.tsx'
import { isMoving } from '#lib/domain/connector-status.ts'
import { readConnectors } from '#lib/server/read-connectors.ts'
import { syncConnector } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('dataConnectors'))('connectorsTab') }
}

export default async function ConnectorsPage() {
  const { connectors, canManage } = await readConnectors()
  const t = await getTranslations('dataConnectors')
  const tConnectors = await getTranslations('connectors')
  const tStatus = await getTranslations('status')
  const announcement = connectors.map(({ name, status }) => `${name}: ${tStatus(status.kind)}`).join(', ')
  return (
    <>
      <PageHead
        title={t('title')}
        intro={t('intro')}
        actions={
          canManage &&
          connectors.length > 0 && (
            <LinkButton href="/data-connectors/wechat-archiver" appearance="primary">
              {tConnectors('add')}
            </LinkButton>
          )
        }
      />
      <ConnectorTabs current="connectors" connectorCount={connectors.length} />
      <LiveRefresh isMoving={connectors.some(({ status }) => isMoving(status))} announcement={announcement} />
      <section className={`${cards.card} ${cards.flush}`}>
        {connectors.length === 0 ? (
          <NoConnectors canManage={canManage} />
        ) : (
          <ConnectorTable connectors={connectors} canManage={canManage} syncAction={syncConnector} />
        )}
      </section>
      {!canManage && <p className={cards.quiet}>{tConnectors('syncAdminOnly')}</p>}
    </>
  )
}
