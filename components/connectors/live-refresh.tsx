'use client'

import { Warning16Filled } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import styles from './connectors.module.css'
import { LocalTime } from './local-time.tsx'
import { useLiveRefresh } from './use-live-refresh.ts'

/**
 * Keeps a page that the server renders up to date, tells a screen reader what has become of it, and says so when it
 * cannot.
 */
export function LiveRefresh({ isMoving, announcement }: { isMoving: boolean; announcement: string }) {
  const t = useTranslations('live')
  const { staleSince } = useLiveRefresh(isMoving)
  return (
    <>
      <div role="status" className="visually-hidden">
        {announcement}
      </div>
      <div role="status">
        {staleSince && (
          <p className={styles.notLive}>
            <Warning16Filled className={styles['icon-completed-with-problems'] ?? ''} aria-hidden />
            <span>{t.rich('notLive', { time: () => <LocalTime at={staleSince} /> })}</span>
          </p>
        )}
      </div>
    </>
  )
}
