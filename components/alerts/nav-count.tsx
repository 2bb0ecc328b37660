'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { MOST_WAITING_COUNTED } from '#lib/domain/listed-alert.ts'
import { useToldNews } from './alert-news-provider.tsx'
import styles from './alerts.module.css'

/** How much there is to do, beside a destination of the navigation; nothing while there is nothing, or it is not known. */
export function NavCount({ of }: { of: 'waiting' | 'unread' }) {
  const t = useTranslations('alerts.navCount')
  const format = useFormatter()
  const { news } = useToldNews()
  const count = news?.[of] ?? 0
  if (count === 0) return null
  return (
    <span className={styles.navCount}>
      <span aria-hidden>
        {of === 'waiting' && count >= MOST_WAITING_COUNTED ? t('more', { count }) : format.number(count)}
      </span>
      <span className="visually-hidden">{t(of, { count })}</span>
    </span>
  )
}
