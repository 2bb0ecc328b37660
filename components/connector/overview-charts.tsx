'use client'

import { useTranslations } from 'next-intl'
import { MESSAGE_GROUPS, type MessageGroup } from '#lib/domain/message-groups.ts'
import { DayChart, type DayColor, type DaySeries } from './day-chart.tsx'

const OUTCOMES = ['imported', 'partiallyImported', 'skipped', 'failed'] as const
type Outcome = (typeof OUTCOMES)[number]

const GROUP_COLORS: Record<MessageGroup, DayColor> = {
  chats: 'blue',
  'group-chats': 'teal',
  files: 'olive',
  calls: 'purple',
  changed: 'magenta',
}
const OUTCOME_COLORS: Record<Outcome, DayColor> = {
  imported: 'teal',
  partiallyImported: 'olive',
  skipped: 'purple',
  failed: 'magenta',
}

type Charted<Key extends string> = ({ date: string } & Record<Key, number>)[]
type RunOfDay = (date: string) => string | null

/** Messages by the day on which they were sent. */
export function MessagesChart(props: {
  connectorId: string
  messages: Charted<MessageGroup>
  runs: Record<string, string>
}) {
  const t = useTranslations('connector.charts')
  const series: DaySeries[] = MESSAGE_GROUPS.map((key) => ({
    key,
    label: t(`groups.${key}`),
    color: GROUP_COLORS[key],
  }))
  return (
    <DayChart
      connectorId={props.connectorId}
      title={t('messages')}
      nothing={t('noMessages')}
      series={series}
      days={valuesOf(props.messages, MESSAGE_GROUPS, (date) => props.runs[date] ?? null)}
    />
  )
}

/** Deliveries by the day on which their run began. */
export function DeliveriesChart(props: {
  connectorId: string
  deliveries: Charted<Outcome>
  runs: Record<string, string>
}) {
  const t = useTranslations('connector.charts')
  const series: DaySeries[] = OUTCOMES.map((key) => ({
    key,
    label: t(`outcomes.${key}`),
    color: OUTCOME_COLORS[key],
  }))
  return (
    <DayChart
      connectorId={props.connectorId}
      title={t('deliveries')}
      nothing={t('noDeliveries')}
      series={series}
      days={valuesOf(props.deliveries, OUTCOMES, (date) => props.runs[date] ?? null)}
    />
  )
}

function valuesOf<Key extends string>(days: Charted<Key>, keys: readonly Key[], runOf: RunOfDay) {
  return days.map((day) => ({
    date: day.date,
    values: keys.map((key) => day[key]),
    runId: runOf(day.date),
  }))
}
