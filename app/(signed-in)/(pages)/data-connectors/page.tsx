import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ConnectorTabs } from '#components/connectors/connector-tabs.tsx'
import { TypeTile } from '#components/connectors/type-tile.tsx'
import cards from '#components/fields/card.module.css'
import { LinkButton } from '#components/fields/link-button.tsx'
import styles from '#components/product/product.module.css'
import { PageHead } from '#components/shell/page-head.tsx'
import { CONNECTOR_TYPES } from '#lib/domain/connector-catalog.ts'
import { readConnectorCount } from '#lib/server/read-connectors.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('dataConnectors'))('title') }
}

export default async function OverviewPage() {
  const { count } = await readConnectorCount()
  const t = await getTranslations('dataConnectors')
  return (
    <>
      <PageHead title={t('title')} intro={t('intro')} />
      <ConnectorTabs current="overview" connectorCount={count} />
      <div className={cards.stack}>
        {CONNECTOR_TYPES.map((type) => (
          <section key={type.id} className={`${cards.card} ${styles.hero}`}>
            <TypeTile size="large" />
            <div>
              <h2>{type.name}</h2>
              <p>{t(`types.${type.id}`)}</p>
              <LinkButton
                href={`/data-connectors/${type.id}`}
                appearance="primary"
                label={t('viewType', { name: type.name })}
              >
                {t('view')}
              </LinkButton>
            </div>
          </section>
        ))}
      </div>
    </>
  )
}
