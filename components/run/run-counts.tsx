'use client'

import { CheckmarkCircle20Filled, Clock20Regular, ErrorCircle20Filled } from '@fluentui/react-icons'
import { useFormatter, useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import type { Book, RunCounts } from '#lib/domain/run-books.ts'
import styles from './run.module.css'

const SHOWN = [
  'itemsAvailable',
  'deliveriesAvailable',
  'imported',
  'partiallyImported',
  'skipped',
  'failed',
  'pending',
] as const satisfies (keyof RunCounts)[]

/** The counts in Microsoft's words, and both sums written out. */
export function RunCountsCard(props: {
  counts: RunCounts
  items: Book
  deliveries: Book
  isCounting: boolean
}) {
  const t = useTranslations('run')
  const format = useFormatter()
  const { counts } = props
  return (
    <section className={`${cards.card} ${cards.flush}`} aria-label={t('countsTitle')}>
      <dl className={styles.counts}>
        {SHOWN.map((key) => (
          <div key={key} className={styles.count}>
            <dt>{t(key)}</dt>
            <dd>{format.number(counts[key])}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.books}>
        <BookLine
          book={props.items}
          isCounting={props.isCounting}
          sum={t('itemsBook', {
            routed: counts.itemsRouted,
            quarantined: counts.itemsQuarantined,
            systemEvents: counts.itemsSystemEvents,
            beforeStart: counts.itemsBeforeStart,
            total: props.items.accounted,
          })}
        />
        <BookLine
          book={props.deliveries}
          isCounting={props.isCounting}
          sum={t('deliveriesBook', { ...counts, total: props.deliveries.accounted })}
        />
      </div>
    </section>
  )
}

/** While a run goes on its items have no outcome yet, which is no difference to worry about. */
function BookLine({ book, sum, isCounting }: { book: Book; sum: string; isCounting: boolean }) {
  const t = useTranslations('run')
  const { total, difference } = book
  return (
    <p className={styles.book}>
      {book.balanced ? (
        <CheckmarkCircle20Filled className={styles.balanced ?? ''} aria-hidden />
      ) : isCounting ? (
        <Clock20Regular aria-hidden />
      ) : (
        <ErrorCircle20Filled className={styles.unbalanced ?? ''} aria-hidden />
      )}
      <span>{sum}</span>
      {book.balanced && <span>{t('balanced')}</span>}
      {!book.balanced && isCounting && <span>{t('counting')}</span>}
      {!book.balanced && !isCounting && (
        <strong className={styles.unbalanced}>{t('difference', { total, difference })}</strong>
      )}
    </p>
  )
}
