'use client'

import { useFormatter, useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { useCalendarDate } from '#components/fields/use-calendar-date.ts'
import styles from './day-chart.module.css'
import type { DaySeries, DayValues } from './day-chart.tsx'

/** The numbers of a chart, the newest day first. */
export function DayTable(props: { title: string; series: readonly DaySeries[]; days: readonly DayValues[] }) {
  const t = useTranslations('connector.charts')
  const format = useFormatter()
  const calendarDate = useCalendarDate()
  const { title, series, days } = props
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard has to reach that.
    <section className={styles.tableFrame} aria-label={t('tableOf', { title })} tabIndex={0}>
      <table className={cards.table}>
        <thead>
          <tr>
            <th scope="col">{t('day')}</th>
            {series.map(({ key, label }) => (
              <th key={key} scope="col" className={cards.number}>
                {label}
              </th>
            ))}
            <th scope="col" className={cards.number}>
              {t('total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...days].reverse().map(({ date, values }) => (
            <tr key={date}>
              <th scope="row">{calendarDate(date)}</th>
              {series.map(({ key }, index) => (
                <td key={key} className={cards.number}>
                  {format.number(values[index] ?? 0)}
                </td>
              ))}
              <td className={cards.number}>{format.number(values.reduce((sum, value) => sum + value, 0))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
