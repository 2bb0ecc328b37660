import { useFormatter, useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { OutcomeIcon } from '#components/run/outcome-icon.tsx'
import styles from './connector.module.css'

/** What waits in quarantine, by its reason; one sentence when nothing does. */
export function QuarantineReasons({ reasons }: { reasons: { reason: string; count: number }[] }) {
  const t = useTranslations('connector')
  const tRun = useTranslations('run')
  const format = useFormatter()
  const total = reasons.reduce((sum, { count }) => sum + count, 0)
  return (
    <section className={cards.card}>
      <div className={styles.row}>
        <OutcomeIcon outcome={total > 0 ? 'quarantined' : 'imported'} />
        <h2>{t('quarantineTitle')}</h2>
      </div>
      <p className={total > 0 ? styles.strong : ''}>{t('quarantineCount', { count: total })}</p>
      {total > 0 && (
        <>
          <dl className={styles.reasons}>
            {reasons.map(({ reason, count }) => {
              const key = `shortReasons.${reason}` as Parameters<typeof tRun>[0]
              return (
                <div key={reason}>
                  <dt>{tRun.has(key) ? tRun(key) : reason}</dt>
                  <dd>{format.number(count)}</dd>
                </div>
              )
            })}
          </dl>
          <p className={cards.quiet}>{t('quarantineText')}</p>
        </>
      )}
    </section>
  )
}
