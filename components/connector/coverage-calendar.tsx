'use client'

import { CheckmarkCircle20Filled, ErrorCircle20Filled, SubtractCircle20Regular } from '@fluentui/react-icons'
import type { Route } from 'next'
import { useFormatter, useTranslations } from 'next-intl'
import { type KeyboardEvent, useRef, useState } from 'react'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import { useCalendarDate } from '#components/fields/use-calendar-date.ts'
import { COVERAGE_STATES, type CoverageDay, type DayDeliveries } from '#lib/domain/coverage.ts'
import { weekdayOf } from '#lib/domain/wall-clock.ts'
import styles from './coverage-calendar.module.css'

export type CalendarDay = CoverageDay & { brought: DayDeliveries | null }

const WEEK_DAYS = 7
/** Of the week as the calendar has it: Monday first. */
const NAMED_ROWS = [0, 2, 4, 6]
const STEPS: Record<string, number> = {
  ArrowUp: -1,
  ArrowDown: 1,
  ArrowLeft: -WEEK_DAYS,
  ArrowRight: WEEK_DAYS,
}
const MOST_GAPS_NAMED = 4

/** The last ninety days, a column a week. One tab stop; the arrow keys go from day to day, and a day opens its run. */
export function CoverageCalendar(props: {
  connectorId: string
  days: readonly CalendarDay[]
  startedOn: string
  timeZone: string
}) {
  const t = useTranslations('connector.coverage')
  const { days } = props
  const dayText = useDayText()
  const [activeDate, setActiveDate] = useState(days.at(-1)?.date)
  const [shownDate, setShownDate] = useState<string | null>(null)
  const bodyRef = useRef<HTMLTableSectionElement>(null)
  const shown = days.find(({ date }) => date === shownDate)
  const firstRow = days[0] ? rowOf(days[0].date) : 0
  const weekCount = Math.ceil((firstRow + days.length) / WEEK_DAYS)

  function onKeyDown(event: KeyboardEvent) {
    const at = days.findIndex(({ date }) => date === activeDate)
    const step = STEPS[event.key]
    const next = event.key === 'Home' ? days[0] : event.key === 'End' ? days.at(-1) : step && days[at + step]
    if (!next) return
    event.preventDefault()
    bodyRef.current?.querySelector<HTMLElement>(`[data-date="${next.date}"]`)?.focus()
  }
  return (
    <section className={cards.card} aria-labelledby="coverage-title">
      <h2 id="coverage-title">{t('title', { count: days.length })}</h2>
      <p className={cards.quiet}>{t('zone', { timeZone: props.timeZone })}</p>
      <table
        className={styles.calendar}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its days take the focus: that is a grid.
        role="grid"
        aria-label={t('caption')}
        onKeyDown={onKeyDown}
        onPointerLeave={() => setShownDate(null)}
      >
        <MonthHead days={days} firstRow={firstRow} weekCount={weekCount} />
        <tbody ref={bodyRef}>
          {Array.from({ length: WEEK_DAYS }, (_, row) => (
            <tr key={`row ${WEEKDAY_DATES[row]}`}>
              <WeekdayName row={row} />
              {Array.from({ length: weekCount }, (_, week) => {
                const day = days[week * WEEK_DAYS + row - firstRow]
                const show = () => setShownDate(day?.date ?? null)
                return (
                  <td key={day?.date ?? `none ${week}`} onPointerEnter={show}>
                    {day && (
                      <Day
                        day={day}
                        label={dayText(day)}
                        connectorId={props.connectorId}
                        isTabStop={day.date === activeDate}
                        onFocus={() => {
                          setActiveDate(day.date)
                          show()
                        }}
                      />
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {/* The day itself says it to a screen reader. */}
      <p className={styles.told} aria-hidden>
        {shown ? dayText(shown) : t('hint')}
      </p>
      <ul className={styles.legend} aria-label={t('legend')}>
        {COVERAGE_STATES.map((state) => (
          <li key={state}>
            <span className={`${styles.cell} ${styles[state] ?? ''}`} aria-hidden />
            {t(`states.${state}`)}
          </li>
        ))}
      </ul>
      <Summary days={days} startedOn={props.startedOn} />
    </section>
  )
}

function Day(props: {
  day: CalendarDay
  label: string
  connectorId: string
  isTabStop: boolean
  onFocus: () => void
}) {
  const { day } = props
  const shared = {
    className: `${styles.cell} ${styles[day.state] ?? ''}`,
    'data-date': day.date,
    'aria-label': props.label,
    tabIndex: props.isTabStop ? 0 : -1,
    onFocus: props.onFocus,
  }
  if (!day.brought) {
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys go over every day of the grid.
    return <span {...shared} role="img" />
  }
  const href = `/data-connectors/connectors/${props.connectorId}/runs/${day.brought.runId}` as Route
  // Ninety pages are not fetched because they could be opened.
  return <Link {...shared} href={href} />
}

function MonthHead(props: { days: readonly CalendarDay[]; firstRow: number; weekCount: number }) {
  const format = useFormatter()
  const monthOf = (date: string | undefined) =>
    date ? format.dateTime(new Date(`${date}T00:00:00Z`), { timeZone: 'UTC', month: 'short' }) : ''
  const months = Array.from({ length: props.weekCount }, (_, week) =>
    monthOf(props.days[Math.max(0, week * WEEK_DAYS - props.firstRow)]?.date),
  )
  return (
    <thead aria-hidden>
      <tr>
        <td />
        {months.map((month, week) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place.
          <td key={week} className={styles.month}>
            {month !== months[week - 1] && <span>{month}</span>}
          </td>
        ))}
      </tr>
    </thead>
  )
}

/** Any week: its days have the names of every week. */
const WEEKDAY_DATES = Array.from({ length: WEEK_DAYS }, (_, row) => `2026-06-0${row + 1}`)

function WeekdayName({ row }: { row: number }) {
  const format = useFormatter()
  const name = format.dateTime(new Date(`${WEEKDAY_DATES[row]}T00:00:00Z`), {
    timeZone: 'UTC',
    weekday: 'short',
  })
  return (
    <th
      scope="row"
      className={NAMED_ROWS.includes(row) ? styles.weekday : `${styles.weekday} ${styles.unsaid}`}
    >
      {name}
    </th>
  )
}

function Summary({ days, startedOn }: { days: readonly CalendarDay[]; startedOn: string }) {
  const t = useTranslations('connector.coverage')
  const format = useFormatter()
  const calendarDate = useCalendarDate()
  const since = days.filter(({ state }) => state !== 'before-start')
  const complete = since.filter(({ state }) => state === 'complete')
  const gaps = days.filter(({ state }) => state === 'gap').map(({ date }) => calendarDate(date))
  const named = gaps.slice(-MOST_GAPS_NAMED)
  return (
    <>
      <p className={styles.summary}>
        {complete.length > 0 ? (
          <CheckmarkCircle20Filled className={styles.good ?? ''} aria-hidden />
        ) : (
          // None at all is nothing to be ticked off.
          <SubtractCircle20Regular aria-hidden />
        )}
        {since[0]?.date === startedOn
          ? t('completeSince', { count: complete.length, total: since.length, day: calendarDate(startedOn) })
          : t('completeOf', { count: complete.length, total: since.length })}
      </p>
      {gaps.length > 0 && (
        <p className={styles.summary}>
          <ErrorCircle20Filled className={styles.bad ?? ''} aria-hidden />
          {t('gaps', { count: gaps.length, days: format.list(named) })}
        </p>
      )}
    </>
  )
}

/** Date, state and counts of a day. */
function useDayText(): (day: CalendarDay) => string {
  const t = useTranslations('connector.coverage')
  const calendarDate = useCalendarDate()
  return ({ date, state, brought }) => {
    const said = t('day', { day: calendarDate(date), state: t(`states.${state}`) })
    if (!brought) return said
    return t('dayCounts', {
      said,
      items: brought.itemsAvailable,
      imported: brought.imported + brought.partiallyImported,
      failed: brought.failed,
      quarantined: brought.itemsQuarantined,
    })
  }
}

/** Monday is the first row. */
function rowOf(date: string): number {
  return (weekdayOf(date) + WEEK_DAYS - 1) % WEEK_DAYS
}
