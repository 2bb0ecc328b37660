import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import { When } from '#components/fields/when.tsx'
import type { DeliveryState } from '#lib/domain/delivery-state.ts'
import { outcomeOfDelivery } from '#lib/domain/item-outcome.ts'
import { Copyable } from './copyable.tsx'
import { ItemOutcomeLabel } from './item-outcome-label.tsx'
import styles from './run-items.module.css'

export type ItemDelivery = {
  mailbox: string
  state: DeliveryState
  reason: string | null
  detail: string | null
  attempts: number
  lookups: number
  attemptedAt: Date | null
  finishedAt: Date | null
  notBefore: Date | null
  graphMessageId: string | null
  runId: string
}

/** Each mailbox that the item goes to: how it ended, what it took, and the message's id in Microsoft 365. */
export function ItemDeliveries(props: {
  deliveries: ItemDelivery[]
  runId: string
  runsBase: string
  timeZone: string
}) {
  const t = useTranslations('items')
  const tRun = useTranslations('run')
  return (
    <section className={`${cards.card} ${cards.flush}`}>
      <div className={cards.empty}>
        <h2>{t('deliveriesTitle')}</h2>
        {props.deliveries.length === 0 && <p>{t('noDelivery')}</p>}
      </div>
      {props.deliveries.length > 0 && (
        <table className={cards.table}>
          <thead>
            <tr>
              <th scope="col">{tRun('mailbox')}</th>
              <th scope="col">{tRun('outcome')}</th>
              <th scope="col">{t('attempts')}</th>
              <th scope="col">{t('graphId')}</th>
            </tr>
          </thead>
          <tbody>
            {props.deliveries.map((delivery) => (
              <tr key={delivery.mailbox}>
                <td data-label={tRun('mailbox')}>{delivery.mailbox}</td>
                <td data-label={tRun('outcome')}>
                  <span>
                    <ItemOutcomeLabel outcome={outcomeOfDelivery(delivery.state)} reason={delivery.reason} />
                    {delivery.detail && <span className={styles.reason}>{delivery.detail}</span>}
                  </span>
                </td>
                <td data-label={t('attempts')}>
                  <Attempts {...props} delivery={delivery} />
                </td>
                <td data-label={t('graphId')}>
                  {delivery.graphMessageId ? (
                    <Copyable value={delivery.graphMessageId} what={t('graphId')} />
                  ) : (
                    '–'
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

/** What the ledger keeps of the tries: how many, the last one, and how it ended. */
function Attempts(props: { delivery: ItemDelivery; runId: string; runsBase: string; timeZone: string }) {
  const t = useTranslations('items')
  const { delivery, timeZone } = props
  const at = (when: Date | null) => when && <When at={when} timeZone={timeZone} />
  return (
    <ul className={styles.attempts}>
      <li>{t('tries', { count: delivery.attempts })}</li>
      {delivery.attemptedAt && <li>{t.rich('lastTry', { when: () => at(delivery.attemptedAt) })}</li>}
      {delivery.lookups > 0 && <li>{t('lookups', { count: delivery.lookups })}</li>}
      {delivery.finishedAt && <li>{t.rich('finished', { when: () => at(delivery.finishedAt) })}</li>}
      {delivery.notBefore && <li>{t.rich('notBefore', { when: () => at(delivery.notBefore) })}</li>}
      {delivery.runId !== props.runId && (
        <li>
          <Link href={`${props.runsBase}/${delivery.runId}` as Route}>{t('countedBy')}</Link>
        </li>
      )}
    </ul>
  )
}
