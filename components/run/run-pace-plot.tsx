'use client'

import { AreaChart, DataVizPalette, getColorFromToken, ResponsiveContainer } from '@fluentui/react-charts'
import { useFormatter } from 'next-intl'
import type { PaceRate } from '#lib/domain/run-pace.ts'
import styles from './run-pace.module.css'

const TICKS = 4
/** Words of three times fit beside each other on a phone. */
const TIMES = [1 / 6, 3 / 6, 5 / 6]
/** Light enough for the lines of the axis behind it. */
const FILL_OPACITY = 0.2
/** In less, minutes alone would say the same thing twice. */
const SECONDS_UP_TO_MS = 3 * 60_000
/** With others, Fluent draws a rectangle of negative size before it knows its own, which browsers report. */
const MARGINS = { top: 0, right: 0, bottom: 32, left: 44 }

/** The area alone. In a file of its own: it weighs more than the page around it. */
export default function RunPacePlot(props: { title: string; rates: readonly PaceRate[]; timeZone: string }) {
  const { title, rates, timeZone } = props
  const format = useFormatter()
  const timeOf = (at: Date, hasSeconds: boolean) =>
    format.dateTime(at, {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...(hasSeconds && { second: '2-digit' }),
    })
  const data = rates.map(({ at, perSecond }) => ({
    x: at,
    y: Math.round(perSecond),
    xAxisCalloutData: timeOf(at, true),
    yAxisCalloutData: format.number(Math.round(perSecond)),
  }))
  const beginsMs = rates[0]?.at.getTime() ?? 0
  const lengthMs = (rates.at(-1)?.at.getTime() ?? beginsMs) - beginsMs
  return (
    <div className={styles.plot}>
      <ResponsiveContainer>
        <AreaChart
          data={{
            chartTitle: title,
            lineChartData: [
              { legend: title, data, color: getColorFromToken(DataVizPalette.color1), opacity: FILL_OPACITY },
            ],
          }}
          hideLegend
          roundedTicks
          margins={MARGINS}
          yMinValue={0}
          yAxisTickCount={TICKS}
          tickValues={TIMES.map((part) => new Date(beginsMs + part * lengthMs))}
          customDateTimeFormatter={(at) => timeOf(at, lengthMs < SECONDS_UP_TO_MS)}
        />
      </ResponsiveContainer>
    </div>
  )
}
