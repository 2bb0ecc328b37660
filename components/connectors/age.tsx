'use client'

import { useTranslations } from 'next-intl'
import { LateTooltip } from '#components/fields/late-tooltip.tsx'
import { When } from '#components/fields/when.tsx'
import styles from './connectors.module.css'

const MINUTE_MS = 60_000
const HOUR_MINUTES = 60
const DAY_MINUTES = 24 * HOUR_MINUTES

/** How old something is, in two units at most; the exact time on hover and focus. `now` is the server's. */
export function Age({ at, now, timeZone }: { at: Date; now: Date; timeZone: string }) {
  const t = useTranslations('age')
  const minutes = Math.max(0, Math.floor((now.getTime() - at.getTime()) / MINUTE_MS))
  const days = Math.floor(minutes / DAY_MINUTES)
  const hours = Math.floor((minutes % DAY_MINUTES) / HOUR_MINUTES)
  const text =
    days > 0
      ? t('days', { days, hours })
      : hours > 0
        ? t('hours', { hours, minutes: minutes % HOUR_MINUTES })
        : t('minutes', { minutes })
  return (
    <LateTooltip content={() => <When at={at} timeZone={timeZone} />}>
      {(handlers) => (
        <button type="button" className={styles.age} {...handlers}>
          {text}
          <span className="visually-hidden">
            {' '}
            (<When at={at} timeZone={timeZone} />)
          </span>
        </button>
      )}
    </LateTooltip>
  )
}
