'use client'

import { ArrowSync12Filled, Checkmark12Filled } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import type { ConnectorStatus } from '#lib/domain/connector-status.ts'
import styles from './finish.module.css'
import rail from './step-rail.module.css'

const STAGES = ['fetching', 'recording', 'resolving', 'delivering', 'reconciling'] as const

/** How far the first run is, as the stages that every run goes through. A run that failed tells no stage. */
export function FirstRunStages({ status }: { status: ConnectorStatus }) {
  const t = useTranslations('finish.stages')
  const tWizard = useTranslations('wizard')
  const reached = stagesDone(status)
  if (reached === null) return null
  return (
    <ol className={styles.stages} aria-label={t('label')}>
      {STAGES.map((stage, index) => {
        const isCurrent = status.kind === 'importing' && index === reached
        const state = index < reached ? 'done' : isCurrent ? 'current' : 'to-come'
        return (
          <li
            key={stage}
            className={`${rail.step} ${styles.stage}`}
            data-state={state}
            aria-current={isCurrent ? 'step' : undefined}
          >
            <span className={rail.dot} aria-hidden>
              {state === 'done' && <Checkmark12Filled />}
              {state === 'current' && <ArrowSync12Filled className="turning" />}
            </span>
            <span>
              {t(stage)}
              {state === 'done' && <span className="visually-hidden"> ({tWizard('stepDone')})</span>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

/** How many stages are behind the run; null when it does not say. */
function stagesDone(status: ConnectorStatus): number | null {
  switch (status.kind) {
    case 'waiting-to-start':
      return 0
    case 'importing':
      return STAGES.indexOf(status.stage)
    case 'completed':
    case 'completed-with-problems':
      return STAGES.length
    case 'failed':
    case 'cancelled':
    case 'paused':
      return null
  }
}
