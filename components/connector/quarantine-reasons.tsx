import type { Route } from 'next'
import { useFormatter, useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import { OutcomeIcon } from '#components/run/outcome-icon.tsx'
import styles from './connector.module.css'
import { DeliverWaiting } from './deliver-waiting.tsx'
import type { RedriveAction } from './redrive-planned.tsx'
import { useShortReason } from './use-short-reason.ts'

type Reasons = { reason: string; count: number }[]

/** What waits in quarantine, by its reason; one sentence when nothing does. `redrive` null: to read only. */
export function QuarantineReasons(props: {
  connectorId: string
  reasons: Reasons
  redrive: { action: RedriveAction; disabledReason: string | null } | null
}) {
  const t = useTranslations('connector')
  const { reasons, redrive } = props
  const total = reasons.reduce((sum, { count }) => sum + count, 0)
  return (
    <section className={`${cards.card} ${styles.quarantine}`}>
      <div className={styles.row}>
        <OutcomeIcon outcome={total > 0 ? 'quarantined' : 'imported'} />
        <h2>{t('quarantineTitle')}</h2>
      </div>
      <p className={total > 0 ? styles.strong : ''}>{t('quarantineCount', { count: total })}</p>
      {total > 0 && (
        <p className={cards.quiet}>
          {t('quarantineText')}{' '}
          <Link href={`/data-connectors/connectors/${props.connectorId}/quarantine` as Route}>
            {t('quarantineOpen')}
          </Link>
        </p>
      )}
      {redrive ? (
        <DeliverWaiting connectorId={props.connectorId} reasons={reasons} {...redrive} />
      ) : (
        total > 0 && <ReasonList reasons={reasons} />
      )}
    </section>
  )
}

function ReasonList({ reasons }: { reasons: Reasons }) {
  const format = useFormatter()
  const shortReason = useShortReason()
  return (
    <dl className={styles.reasons}>
      {reasons.map(({ reason, count }) => (
        <div key={reason}>
          <dt>{shortReason(reason)}</dt>
          <dd>{format.number(count)}</dd>
        </div>
      ))}
    </dl>
  )
}
