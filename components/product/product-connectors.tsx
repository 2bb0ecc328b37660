import { useTranslations } from 'next-intl'
import { StatusLabel } from '#components/connectors/status-label.tsx'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import type { ConnectorStatus } from '#lib/domain/connector-status.ts'
import styles from './product.module.css'

const MOST_SHOWN = 5

/** The newest connectors of the type, and what each is doing. */
export function ProductConnectors(props: {
  connectors: { id: string; name: string; status: ConnectorStatus }[]
}) {
  const t = useTranslations('product')
  return (
    <section className={cards.card}>
      <div className={cards.cardHead}>
        <h2>{t('connectorsTitle')}</h2>
        <Link href="/data-connectors/connectors">{t('viewAll')}</Link>
      </div>
      <p>{t('connectorCount', { count: props.connectors.length })}</p>
      <ul className={styles.plain}>
        {props.connectors.slice(0, MOST_SHOWN).map((connector) => (
          <li key={connector.id} className={styles.connector}>
            <Link href={`/data-connectors/connectors/${connector.id}`}>{connector.name}</Link>
            <StatusLabel status={connector.status} />
          </li>
        ))}
      </ul>
    </section>
  )
}
