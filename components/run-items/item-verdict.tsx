import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { ReasonText } from '#components/run/reason-text.tsx'
import { outcomeOfDelivery } from '#lib/domain/item-outcome.ts'
import type { ItemDelivery } from './item-deliveries.tsx'

/** What became of an item, in one sentence; and of one that went nowhere why, and what to do. */
export function ItemVerdict(props: {
  state: string
  reason: string | null
  detail: string | null
  deliveries: Pick<ItemDelivery, 'state' | 'reason' | 'detail'>[]
}) {
  const t = useTranslations('items.verdict')
  const count = (outcome: ReturnType<typeof outcomeOfDelivery>) =>
    props.deliveries.filter(({ state }) => outcomeOfDelivery(state) === outcome).length
  const failure = props.deliveries.find(({ state }) => state === 'failed' || state === 'partially-imported')
  const reason = props.reason ?? failure?.reason ?? null
  return (
    <section className={cards.card}>
      <p>
        <strong>
          {props.deliveries.length > 0
            ? t('delivered', {
                all: props.deliveries.length,
                imported: count('imported'),
                partly: count('partially-imported'),
                skipped: count('skipped'),
                failed: count('failed'),
                waiting: count('waiting'),
              })
            : t(toStateKey(props.state))}
        </strong>
      </p>
      {reason && (
        <div>
          <ReasonText of="reasons" reason={reason} detail={props.detail ?? failure?.detail ?? null} />
        </div>
      )}
    </section>
  )
}

function toStateKey(state: string) {
  return state === 'quarantined' || state === 'system-event' || state === 'before-start'
    ? (`states.${state}` as const)
    : ('states.other' as const)
}
