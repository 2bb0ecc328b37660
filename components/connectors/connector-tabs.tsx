import { Badge } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { Link } from '#components/fields/link.tsx'
import styles from '#components/shell/shell.module.css'

/** Overview and Connectors: links, because each has an address of its own. */
export function ConnectorTabs({
  current,
  connectorCount,
}: {
  current: 'overview' | 'connectors'
  connectorCount: number
}) {
  const t = useTranslations('dataConnectors')
  return (
    <nav className={styles.tabs} aria-label={t('tabs')}>
      <Link
        className={styles.tab}
        href="/data-connectors"
        aria-current={current === 'overview' ? 'page' : undefined}
      >
        {t('overviewTab')}
      </Link>
      <Link
        className={styles.tab}
        href="/data-connectors/connectors"
        aria-current={current === 'connectors' ? 'page' : undefined}
      >
        {t('connectorsTab')}
        <Badge appearance="tint" color="informative" size="small">
          {connectorCount}
        </Badge>
      </Link>
    </nav>
  )
}
