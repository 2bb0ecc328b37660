'use client'

import { SkeletonItem, ToggleButton } from '@fluentui/react-components'
import { Table20Regular } from '@fluentui/react-icons'
import type { Route } from 'next'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ComponentProps, useState } from 'react'
import cards from '#components/fields/card.module.css'
import { useIsAlive } from '#components/fields/use-is-alive.ts'
import { useWasSeen } from '#components/fields/use-was-seen.ts'
import styles from './day-chart.module.css'
import { DayTable } from './day-table.tsx'

export type DayColor = 'blue' | 'magenta' | 'teal' | 'purple' | 'olive'
export type DaySeries = { key: string; label: string; color: DayColor }
/** A date of the connector's calendar, and a value of each series. */
export type DayValues = { date: string; values: number[]; runId: string | null }

const DayPlot = dynamic(() => import('./day-plot.tsx'), { ssr: false, loading: PlotSkeleton })

/** Bars of the last days, and the same as a table for whoever asks for it. */
export function DayChart(props: {
  connectorId: string
  title: string
  /** What is said where there is nothing to draw. */
  nothing: string
  series: readonly DaySeries[]
  days: readonly DayValues[]
}) {
  const t = useTranslations('connector.charts')
  const router = useRouter()
  const isAlive = useIsAlive()
  const [isTable, setIsTable] = useState(false)
  const { connectorId, title, series, days } = props
  const isEmpty = days.every(({ values }) => values.every((value) => value === 0))

  function openDay(date: string) {
    const runId = days.find((day) => day.date === date)?.runId
    if (runId) router.push(`/data-connectors/connectors/${connectorId}/runs/${runId}` as Route)
  }
  return (
    <section className={cards.card} aria-label={title}>
      <div className={cards.cardHead}>
        <h2>{title}</h2>
        <ToggleButton
          appearance="subtle"
          icon={<Table20Regular />}
          checked={isTable}
          disabled={!isAlive}
          onClick={() => setIsTable(!isTable)}
          aria-label={t('asTable', { title })}
        />
      </div>
      <div className={styles.body}>
        {isTable ? (
          <DayTable title={title} series={series} days={days} />
        ) : isEmpty ? (
          <p className={styles.nothing}>{props.nothing}</p>
        ) : (
          <SeenPlot title={title} series={series} days={days} onOpenDay={openDay} />
        )}
      </div>
    </section>
  )
}

/** The library that draws is a sixth of the page's script, and the charts are below many a window. */
function SeenPlot(props: ComponentProps<typeof DayPlot>) {
  const [ref, wasSeen] = useWasSeen<HTMLDivElement>()
  return <div ref={ref}>{wasSeen ? <DayPlot {...props} /> : <PlotSkeleton />}</div>
}

function PlotSkeleton() {
  return (
    <div className={styles.skeleton} aria-hidden>
      <SkeletonItem size={16} style={{ width: '60%' }} />
      <SkeletonItem className={styles.skeletonPlot ?? ''} />
    </div>
  )
}
