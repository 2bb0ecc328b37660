'use client'

import { CheckmarkCircle20Filled, Clock20Regular, ErrorCircle20Filled } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import type { Book, RunCounts } from '#lib/domain/run-books.ts'
import styles from './run.module.css'

/** Both sums of a run written out: items of the source, and deliveries to mailboxes. Never one for both. */
export function BookLines(props: { counts: RunCounts; items: Book; deliveries: Book; isCounting: boolean }) {
  const t = useTranslations('run')
  const { counts, isCounting } = props
  return (
    <div className={styles.books}>
      <BookLine
        book={props.items}
        isCounting={isCounting}
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
        isCounting={isCounting}
        sum={t('deliveriesBook', { ...counts, total: props.deliveries.accounted })}
      />
    </div>
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
