'use client'

import { CheckmarkCircle20Filled, ErrorCircle20Filled, Warning20Filled } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { type AlertKind, type AlertState, severityOf } from '#lib/domain/alert-kinds.ts'
import styles from './alerts.module.css'

/** The form says how bad it is, or that it is over; the words are for those who do not see it. */
export function SeverityIcon({ kind, state }: { kind: AlertKind; state: AlertState }) {
  const t = useTranslations('alerts')
  const severity = severityOf(kind)
  const look = state === 'resolved' ? 'resolved' : severity
  return (
    <span className={styles[look]}>
      {ICONS[look]}
      <span className="visually-hidden">
        {state === 'resolved' ? t('states.resolved') : t(`severities.${severity}`)}
      </span>
    </span>
  )
}

const ICONS = {
  error: <ErrorCircle20Filled aria-hidden />,
  warning: <Warning20Filled aria-hidden />,
  resolved: <CheckmarkCircle20Filled aria-hidden />,
}
