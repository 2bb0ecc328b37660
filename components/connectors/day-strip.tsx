'use client'

import { useFormatter, useLocale, useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { LateTooltip } from '#components/fields/late-tooltip.tsx'
import { DAY_OUTCOMES, type DayMark, type DayOutcome } from '#lib/domain/day-strip.ts'
import styles from './day-strip.module.css'

/** One mark for each of the last days, today last. Its words come to whoever points at it, or cannot see it. */
export function DayStrip({ days }: { days: readonly DayMark[] }) {
  const lines = useDayLines(days)
  return (
    <LateTooltip content={() => <Lines lines={lines} />} withArrow>
      {(handlers) => <Marks days={days} label={lines.join(', ')} {...handlers} />}
    </LateTooltip>
  )
}

/** The same where there is room for its words. */
export function WideDayStrip({ days }: { days: readonly DayMark[] }) {
  const lines = useDayLines(days)
  const formatDay = useFormatDay()
  const [first, last] = [days[0], days.at(-1)]
  return (
    <div className={styles.wide}>
      <Marks days={days} label={lines.join(', ')} isLarge />
      <span className={styles.ends} aria-hidden>
        <span>{first && formatDay(first.date)}</span>
        <span>{last && formatDay(last.date)}</span>
      </span>
      <Lines lines={lines} />
    </div>
  )
}

/** What the marks mean. Always in view: their forms are nobody's common knowledge. */
export function DayStripLegend() {
  const t = useTranslations('dayStrip')
  return (
    <ul className={styles.legend} aria-label={t('legend')}>
      {DAY_OUTCOMES.map((outcome) => (
        <li key={outcome}>
          <span className={styles.sample} aria-hidden>
            <Mark outcome={outcome} />
          </span>
          {t(`outcomes.${outcome}`)}
        </li>
      ))}
    </ul>
  )
}

function Marks({ days, label, isLarge = false, ...rest }: MarksProps) {
  return (
    <span
      {...rest}
      className={isLarge ? `${styles.strip} ${styles.large}` : styles.strip}
      role="img"
      aria-label={label}
    >
      {days.map(({ date, outcome }) => (
        <Mark key={date} outcome={outcome} />
      ))}
    </span>
  )
}

/** Whatever else the tooltip gives the element that it belongs to. */
type MarksProps = { days: readonly DayMark[]; label: string; isLarge?: boolean } & ComponentProps<'span'>

function Mark({ outcome }: { outcome: DayOutcome }) {
  return <span className={`${styles.mark} ${styles[outcome] ?? ''}`} />
}

function Lines({ lines }: { lines: string[] }) {
  return (
    <ul className={styles.days}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

/** `11 complete`, `2 with problems (9 Nov, 18 Nov)`: which days they were matters where something was not as always. */
function useDayLines(days: readonly DayMark[]): string[] {
  const t = useTranslations('dayStrip')
  const formatDay = useFormatDay()
  const key = `${useLocale()} ${days.map(({ date, outcome }) => `${date} ${outcome}`)}`
  const known = knownLines.get(key)
  if (known) return known
  const lines = DAY_OUTCOMES.flatMap((outcome) => {
    const dates = days.filter((day) => day.outcome === outcome).map(({ date }) => formatDay(date))
    if (dates.length === 0) return []
    const line = t(`counted.${outcome}`, { count: dates.length })
    return [outcome === 'complete' ? line : t('onDays', { line, days: dates.join(', ') })]
  })
  if (knownLines.size >= MOST_KNOWN) knownLines.clear()
  knownLines.set(key, lines)
  return lines
}

/** Most connectors had the same days: the words of a strip take 0.15 ms, 25 times on a page. */
const knownLines = new Map<string, string[]>()
const MOST_KNOWN = 500

function useFormatDay(): (date: string) => string {
  const format = useFormatter()
  return (date) =>
    format.dateTime(new Date(`${date}T00:00:00Z`), { timeZone: 'UTC', day: 'numeric', month: 'short' })
}
