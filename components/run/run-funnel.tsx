import { useFormatter, useTranslations } from 'next-intl'
import type { Book, RunCounts } from '#lib/domain/run-books.ts'
import { BookLines } from './book-line.tsx'
import { type Outcome, OutcomeIcon } from './outcome-icon.tsx'
import styles from './run-funnel.module.css'

const OUTCOMES = [
  ['imported', 'imported'],
  ['partial', 'partiallyImported'],
  ['skipped', 'skipped'],
  ['failed', 'failed'],
  ['waiting', 'pending'],
] as const satisfies [Outcome, keyof RunCounts][]

/** From what the source had, over what that makes for mailboxes, to what became of it. */
export function RunFunnel(props: {
  trigger: string
  counts: RunCounts
  packagesTaken: number
  items: Book
  deliveries: Book
  isCounting: boolean
}) {
  const t = useTranslations('run')
  const format = useFormatter()
  const { counts } = props
  const { deliveriesAvailable, itemsRouted } = counts
  const shown = OUTCOMES.filter(([, key]) => key !== 'pending' || props.isCounting || counts.pending > 0)
  return (
    <>
      <div className={styles.funnel}>
        <dl className={styles.stages}>
          <div className={styles.stage}>
            <dt>{t(props.trigger === 'redrive' ? 'itemsTakenAgain' : 'itemsAvailable')}</dt>
            <dd className={styles.number}>{format.number(counts.itemsAvailable)}</dd>
            <dd>
              {props.trigger === 'redrive'
                ? t('fromEarlierRuns')
                : t('inPackages', { count: props.packagesTaken })}
            </dd>
          </div>
          <div className={`${styles.stage} ${styles.target}`}>
            <dt>{t('deliveriesAvailable')}</dt>
            <dd className={styles.number}>{format.number(deliveriesAvailable)}</dd>
            <dd>
              {itemsRouted > 0
                ? t('deliveriesFanOut', { factor: deliveriesAvailable / itemsRouted })
                : t('deliveriesNone')}
            </dd>
          </div>
        </dl>
        <dl className={styles.outcomes}>
          {shown.map(([outcome, key]) => (
            <div key={key} className={styles.outcome}>
              <dt>
                <OutcomeIcon outcome={outcome} />
                {t(key)}
              </dt>
              <dd>
                <span className={styles.track} aria-hidden>
                  <span
                    className={`${styles.fill} ${styles[`fill-${outcome}`]}`}
                    style={{ width: `${percentOf(counts[key], deliveriesAvailable)}%` }}
                  />
                </span>
                <strong>{format.number(counts[key])}</strong>
              </dd>
            </div>
          ))}
        </dl>
      </div>
      <BookLines {...props} />
    </>
  )
}

function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(100, (part / whole) * 100)
}
