import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import cards from '#components/fields/card.module.css'
import type { Book, RunCounts } from '#lib/domain/run-books.ts'
import { BookLines } from './book-line.tsx'
import { type Outcome, OutcomeIcon } from './outcome-icon.tsx'
import styles from './run.module.css'

const OUTCOMES = [
  ['imported', 'imported'],
  ['partial', 'partiallyImported'],
  ['skipped', 'skipped'],
  ['failed', 'failed'],
] as const satisfies [Outcome, keyof RunCounts][]

/** The counts in Microsoft's words, and both sums written out. */
export function RunCountsCard(props: {
  trigger: string
  counts: RunCounts
  items: Book
  deliveries: Book
  isCounting: boolean
}) {
  const t = useTranslations('run')
  const format = useFormatter()
  const { counts } = props
  const { itemsAvailable, deliveriesAvailable } = counts
  return (
    <section className={`${cards.card} ${cards.flush} ${styles.countsFrame}`} aria-label={t('countsTitle')}>
      <dl className={styles.counts}>
        <Count
          label={t(props.trigger === 'redrive' ? 'itemsTakenAgain' : 'itemsAvailable')}
          value={itemsAvailable}
          caption={t('itemsCaption', { routed: counts.itemsRouted, quarantined: counts.itemsQuarantined })}
        />
        <Count
          label={t('deliveriesAvailable')}
          value={deliveriesAvailable}
          caption={
            counts.itemsRouted > 0 && t('fanOut', { factor: deliveriesAvailable / counts.itemsRouted })
          }
        />
        {OUTCOMES.map(([outcome, key]) => (
          <Count
            key={key}
            label={t(key)}
            value={counts[key]}
            icon={<OutcomeIcon outcome={outcome} />}
            caption={
              deliveriesAvailable > 0 &&
              format.number(counts[key] / deliveriesAvailable, { style: 'percent', maximumFractionDigits: 1 })
            }
          />
        ))}
        {(props.isCounting || counts.pending > 0) && (
          <Count
            label={t('pending')}
            value={counts.pending}
            icon={<OutcomeIcon outcome="waiting" />}
            caption={t('pendingCaption')}
          />
        )}
      </dl>
      <BookLines {...props} />
    </section>
  )
}

function Count(props: { label: string; value: number; icon?: ReactNode; caption?: ReactNode }) {
  const format = useFormatter()
  return (
    <div className={styles.count}>
      <dt>
        {props.icon}
        {props.label}
      </dt>
      <dd>{format.number(props.value)}</dd>
      {props.caption && <dd className={styles.caption}>{props.caption}</dd>}
    </div>
  )
}
