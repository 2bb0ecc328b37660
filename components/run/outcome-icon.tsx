'use client'

import {
  ArrowSync20Regular,
  CheckmarkCircle20Filled,
  CircleHalfFill20Filled,
  Clock20Regular,
  ErrorCircle20Filled,
  PersonQuestionMark20Regular,
  SubtractCircle20Regular,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import styles from './run.module.css'

export type Outcome = 'imported' | 'partial' | 'skipped' | 'failed' | 'quarantined' | 'waiting' | 'importing'

/** The form of an outcome, beside its words: never colour alone. */
export function OutcomeIcon({ outcome }: { outcome: Outcome }) {
  return (
    <span className={`${styles.icon} ${styles[`outcome-${outcome}`]}`} aria-hidden>
      {ICONS[outcome]}
    </span>
  )
}

const ICONS: Record<Outcome, ReactNode> = {
  imported: <CheckmarkCircle20Filled />,
  partial: <CircleHalfFill20Filled />,
  skipped: <SubtractCircle20Regular />,
  failed: <ErrorCircle20Filled />,
  quarantined: <PersonQuestionMark20Regular />,
  waiting: <Clock20Regular />,
  importing: <ArrowSync20Regular />,
}
