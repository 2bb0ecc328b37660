'use client'

import {
  ArrowSync20Regular,
  CheckmarkCircle20Filled,
  Clock20Regular,
  ErrorCircle20Filled,
  PauseCircle20Filled,
  RecordStop20Regular,
  Warning20Filled,
} from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { ConnectorStatus } from '#lib/domain/connector-status.ts'
import styles from './connectors.module.css'

/** Icon and words: never colour alone. */
export function StatusLabel({ status }: { status: ConnectorStatus }) {
  const t = useTranslations('status')
  const words =
    status.kind === 'importing' && status.percent !== null
      ? t('importingPercent', { percent: status.percent })
      : t(status.kind)
  return (
    <span className={styles.status}>
      <StatusIcon kind={status.kind} />
      <span>
        {words}
        {status.kind === 'importing' && status.percent === null && (
          <span className={styles.stage}>{status.stage === 'delivering' ? '' : t(status.stage)}</span>
        )}
      </span>
    </span>
  )
}

/** The form of a status; its words stand beside it. */
export function StatusIcon({ kind }: { kind: ConnectorStatus['kind'] }) {
  return (
    <span className={styles[`icon-${kind}`]} aria-hidden>
      {ICONS[kind]}
    </span>
  )
}

const ICONS: Record<ConnectorStatus['kind'], ReactNode> = {
  'waiting-to-start': <Clock20Regular />,
  importing: <ArrowSync20Regular className="turning" />,
  completed: <CheckmarkCircle20Filled />,
  'completed-with-problems': <Warning20Filled />,
  failed: <ErrorCircle20Filled />,
  cancelled: <RecordStop20Regular />,
  paused: <PauseCircle20Filled />,
}
