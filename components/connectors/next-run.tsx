'use client'

import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { addDays, readWallClock } from '#lib/domain/wall-clock.ts'
import styles from './connectors.module.css'

/** When the next run begins, on the clock of its connector: today, tomorrow, or a date. `now` is the server's. */
export function NextRun({ at, now, timeZone }: { at: Date; now: Date; timeZone: string }) {
  const t = useTranslations('connectors')
  const format = useFormatter()
  const today = readWallClock(now, timeZone).date
  const { date, time } = readWallClock(at, timeZone)
  const day =
    date === today
      ? t('today')
      : date === addDays(today, 1)
        ? t('tomorrow')
        : format.dateTime(at, { timeZone, day: 'numeric', month: 'short' })
  const parts = new Intl.DateTimeFormat(useLocale(), { timeZone, timeZoneName: 'short' }).formatToParts(at)
  const zone = parts.find(({ type }) => type === 'timeZoneName')?.value
  return (
    <time className={styles.lines} dateTime={at.toISOString()}>
      <span>
        {day} {time}
      </span>
      <span className={styles.quiet}>{zone}</span>
    </time>
  )
}
