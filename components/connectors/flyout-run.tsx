'use client'

import { CheckmarkCircle16Filled, ErrorCircle16Filled } from '@fluentui/react-icons'
import { useFormatter, useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { When } from '#components/fields/when.tsx'
import { deliveriesBook, type RunCounts } from '#lib/domain/run-books.ts'
import styles from './connectors.module.css'

/** What the last run brought, as a sum that closes or says by how much it does not. */
export function FlyoutRun({
  run,
  timeZone,
}: {
  run: { createdAt: Date; counts: RunCounts }
  timeZone: string
}) {
  const t = useTranslations('flyout')
  const tRun = useTranslations('run')
  const format = useFormatter()
  const { counts } = run
  const shown = [
    [tRun('imported'), counts.imported],
    [tRun('partiallyImported'), counts.partiallyImported],
    [tRun('skipped'), counts.skipped],
    [tRun('failed'), counts.failed],
    [tRun('pending'), counts.pending],
  ] as const
  const book = deliveriesBook(counts)
  return (
    <section className={cards.card} aria-labelledby="flyout-run">
      <div className={cards.cardHead}>
        <h3 id="flyout-run" className={styles.flyoutRunTitle}>
          {t('lastRun')}
        </h3>
        <span className={styles.quiet}>
          <When at={run.createdAt} timeZone={timeZone} />
        </span>
      </div>
      <dl className={styles.counts}>
        {shown.map(([name, count]) => (
          <div key={name}>
            <dt className={styles.quiet}>{name}</dt>
            <dd>{format.number(count)}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.sum}>
        {book.balanced ? (
          <CheckmarkCircle16Filled className={styles['icon-completed'] ?? ''} aria-hidden />
        ) : (
          <ErrorCircle16Filled className={styles['icon-failed'] ?? ''} aria-hidden />
        )}
        <span className={book.balanced ? styles.quiet : styles.danger}>
          {book.balanced
            ? t('addsUp', { total: book.total })
            : tRun('difference', { total: book.total, difference: book.difference })}
        </span>
      </p>
      <p className={styles.quiet}>
        {t('items', { available: counts.itemsAvailable, quarantined: counts.itemsQuarantined })}
      </p>
    </section>
  )
}
