'use client'

import { CellularData120Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { useIsAlive } from '#components/fields/use-is-alive.ts'
import styles from './connectors.module.css'
import { LiveNews } from './live-news.tsx'
import { LocalTime } from './local-time.tsx'

/** When what is shown was read; or that it is not kept up to date, and since when. */
export function LiveState({ updatedAt, staleSince }: { updatedAt: Date; staleSince: Date | null }) {
  const t = useTranslations('live')
  const isAlive = useIsAlive()
  return (
    <div className={styles.live}>
      {/* Not news: a screen reader would say each refresh. */}
      {isAlive && !staleSince && (
        <span className={styles.liveNow}>
          <CellularData120Regular aria-hidden />
          <span>{t.rich('updated', { time: () => <LocalTime at={updatedAt} /> })}</span>
        </span>
      )}
      <LiveNews staleSince={staleSince} />
    </div>
  )
}
