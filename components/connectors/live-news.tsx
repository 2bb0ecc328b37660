'use client'

import { Warning16Filled } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import styles from './connectors.module.css'
import { LocalTime } from './local-time.tsx'

/** Says when a page can no longer be kept up to date. */
export function LiveNews({ staleSince }: { staleSince: Date | null }) {
  const t = useTranslations('live')
  return (
    <div role="status">
      {staleSince && (
        <p className={styles.notLive}>
          <Warning16Filled className={styles['icon-completed-with-problems'] ?? ''} aria-hidden />
          <span>{t.rich('notLive', { time: () => <LocalTime at={staleSince} /> })}</span>
        </p>
      )}
    </div>
  )
}
