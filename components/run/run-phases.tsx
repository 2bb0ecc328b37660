'use client'

import {
  ArrowSyncCircle20Filled,
  CheckmarkCircle20Filled,
  Circle20Regular,
  ErrorCircle20Filled,
} from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import cards from '#components/fields/card.module.css'
import type { RunCounts } from '#lib/domain/run-books.ts'
import type { RunPhase } from '#lib/domain/run-phases.ts'
import styles from './run-phases.module.css'
import { Took } from './took.tsx'

const ICONS: Record<RunPhase['progress'], ReactNode> = {
  done: <CheckmarkCircle20Filled />,
  current: <ArrowSyncCircle20Filled className="turning" />,
  stopped: <ErrorCircle20Filled />,
  'to-come': <Circle20Regular />,
}

/** How far a run is, phase by phase, with what each has done and how long it took. */
export function RunPhases(props: {
  phases: RunPhase[]
  counts: RunCounts
  packagesTaken: number
  trigger: string
  isBalanced: boolean
}) {
  const t = useTranslations('run.phases')
  const { counts, packagesTaken } = props
  const done = counts.deliveriesAvailable - counts.pending
  return (
    <ol className={`${cards.card} ${styles.rail}`} aria-label={t('label')}>
      {props.phases.map(({ key, progress, tookMs }) => (
        <li key={key} className={styles[progress]} aria-current={progress === 'current' ? 'step' : undefined}>
          <span className={styles.icon} aria-hidden>
            {ICONS[progress]}
          </span>
          <strong>{t(key)}</strong>
          <span>
            {progress === 'to-come' || progress === 'stopped'
              ? t(progress)
              : t(key === 'fetch' && props.trigger === 'redrive' ? 'fetchAgainDetail' : `${key}Detail`, {
                  packages: packagesTaken,
                  items: counts.itemsAvailable,
                  mapped: counts.itemsRouted,
                  quarantined: counts.itemsQuarantined,
                  done,
                  deliveries: counts.deliveriesAvailable,
                  isBalanced: props.isBalanced ? 'yes' : 'no',
                })}
          </span>
          <span className={styles.time}>
            {tookMs === null ? progress === 'current' && t('current') : <Took ms={tookMs} />}
          </span>
        </li>
      ))}
    </ol>
  )
}
