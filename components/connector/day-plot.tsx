'use client'

import {
  DataVizPalette,
  getColorFromToken,
  ResponsiveContainer,
  VerticalStackedBarChart,
} from '@fluentui/react-charts'
import { useFormatter } from 'next-intl'
import type { CSSProperties } from 'react'
import { useCalendarDate } from '#components/fields/use-calendar-date.ts'
import styles from './day-chart.module.css'
import type { DayColor, DaySeries, DayValues } from './day-chart.tsx'

const TICK_EVERY_DAYS = 5
/** Fluent puts no more marks on the axis than this by itself. */
const TICKS = 5
const BAR_GAP = 0.2

/** Of Fluent's data colours those that have a contrast of 3:1 on a light and on a dark card. */
const TOKENS: Record<DayColor, string> = {
  blue: DataVizPalette.color1,
  magenta: DataVizPalette.color2,
  teal: DataVizPalette.color3,
  purple: DataVizPalette.color4,
  olive: DataVizPalette.color10,
}

/** The bars alone, and what their colours mean. In a file of its own: it weighs more than the page around it. */
export default function DayPlot(props: {
  title: string
  series: readonly DaySeries[]
  days: readonly DayValues[]
  onOpenDay: (date: string) => void
}) {
  const { series, days } = props
  const format = useFormatter()
  const calendarDate = useCalendarDate()
  const labels = days.map(({ date }) => calendarDate(date))
  const highest = Math.max(...days.map(({ values }) => values.reduce((sum, value) => sum + value, 0)))
  const data = days.map(({ values }, index) => {
    const label = labels[index] ?? ''
    const told = series.map(({ label: name }, at) => `${name} ${format.number(values[at] ?? 0)}`)
    return {
      xAxisPoint: label,
      xAxisCalloutData: label,
      stackCallOutAccessibilityData: { ariaLabel: `${label}: ${told.join(', ')}` },
      chartData: series.flatMap(({ label: legend, color }, at) => {
        const value = values[at] ?? 0
        // A day of which nothing is drawn loses its place on the axis; the first series keeps it there.
        if (value === 0 && at > 0) return []
        return [{ legend, data: value, color: colorOf(color), yAxisCalloutData: format.number(value) }]
      }),
    }
  })
  return (
    <>
      <ul className={styles.legend}>
        {series.map(({ key, label, color }) => (
          <li key={key}>
            <span
              className={styles.swatch}
              style={{ '--series': colorOf(color) } as CSSProperties}
              aria-hidden
            />
            {label}
          </li>
        ))}
      </ul>
      <div className={styles.plot}>
        <ResponsiveContainer>
          <VerticalStackedBarChart
            chartTitle={props.title}
            data={data}
            hideLegend
            hideLabels
            isCalloutForStack
            roundedTicks
            yMaxValue={highest}
            yAxisTickCount={TICKS}
            tickValues={labels.filter((_, index) => (days.length - 1 - index) % TICK_EVERY_DAYS === 0)}
            xAxisInnerPadding={BAR_GAP}
            xAxisOuterPadding={BAR_GAP}
            barWidth="auto"
            maxBarWidth={24}
            onBarClick={(_, clicked) => {
              if (!('xAxisPoint' in clicked)) return
              const day = days[labels.indexOf(String(clicked.xAxisPoint))]
              if (day) props.onOpenDay(day.date)
            }}
          />
        </ResponsiveContainer>
      </div>
    </>
  )
}

/** As the bars need it: a token that is not looked up is drawn black. */
function colorOf(color: DayColor): string {
  return getColorFromToken(TOKENS[color])
}
