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
  const zone = zoneName(useLocale(), timeZone, at)
  return (
    <time className={styles.lines} dateTime={at.toISOString()}>
      <span>
        {day} {time}
      </span>
      <span className={styles.quiet}>{zone}</span>
    </time>
  )
}

/** A format takes 0.15 ms to be made, and a page of connectors has 25 of the same. */
const formats = new Map<string, Intl.DateTimeFormat>()

function zoneName(locale: string, timeZone: string, at: Date): string | undefined {
  const key = `${locale} ${timeZone}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' })
  formats.set(key, format)
  return format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value
}
