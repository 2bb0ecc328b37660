import { useTranslations } from 'next-intl'
import { type Outcome, OutcomeIcon } from '#components/run/outcome-icon.tsx'
import type { ItemOutcome } from '#lib/domain/item-outcome.ts'
import styles from './run-items.module.css'

/** An outcome with its form, and the reason in a few words where it has one. */
export function ItemOutcomeLabel({ outcome, reason }: { outcome: ItemOutcome; reason: string | null }) {
  const t = useTranslations('items.outcomes')
  const tReason = useTranslations('run.shortReasons')
  const key = reason as Parameters<typeof tReason>[0]
  return (
    <span className={styles.outcome}>
      <OutcomeIcon outcome={FORMS[outcome]} />
      <span>
        {t(outcome)}
        {reason && tReason.has(key) && <span className={styles.reason}>{tReason(key)}</span>}
      </span>
    </span>
  )
}

const FORMS: Record<ItemOutcome, Outcome> = {
  imported: 'imported',
  'partially-imported': 'partial',
  skipped: 'skipped',
  failed: 'failed',
  quarantined: 'quarantined',
  waiting: 'waiting',
  'system-event': 'skipped',
  'before-start': 'skipped',
}
