'use client'

import { CheckmarkCircle16Filled, ErrorCircle16Filled, Prohibited16Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import type { AuditOutcome } from '#lib/domain/audit-actions.ts'
import styles from './audit.module.css'

const ICONS = { done: CheckmarkCircle16Filled, refused: Prohibited16Regular, failed: ErrorCircle16Filled }

export function OutcomeLabel({ outcome }: { outcome: AuditOutcome }) {
  const t = useTranslations('audit.outcomes')
  const Icon = ICONS[outcome]
  return (
    <span className={`${styles.outcome} ${styles[outcome]}`}>
      <Icon aria-hidden />
      <span>{t(outcome)}</span>
    </span>
  )
}
