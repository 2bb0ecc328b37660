import { useTranslations } from 'next-intl'
import { Link } from '#components/fields/link.tsx'
import styles from '#components/shell/shell.module.css'

export function AlertTabs({ current }: { current: 'list' | 'delivery' }) {
  const t = useTranslations('alerts')
  return (
    <nav className={styles.tabs} aria-label={t('tabs')}>
      <Link className={styles.tab} href="/alerts" aria-current={current === 'list' ? 'page' : undefined}>
        {t('listTab')}
      </Link>
      <Link
        className={styles.tab}
        href="/alerts/delivery"
        aria-current={current === 'delivery' ? 'page' : undefined}
      >
        {t('settingsTab')}
      </Link>
    </nav>
  )
}
