'use client'

import { ArrowClockwise20Regular } from '@fluentui/react-icons'
import { useRouter } from 'next/navigation'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { CallButton } from '#components/fields/call-button.tsx'
import cards from '#components/fields/card.module.css'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { useCall } from '#components/fields/use-call.ts'
import type { RedriveInput } from '#lib/domain/connector-inputs.ts'
import styles from './connector.module.css'
import { type PlannedRedrive, type RedriveAction, RedrivePlanned } from './redrive-planned.tsx'
import { useShortReason } from './use-short-reason.ts'

/**
 * What waits, by its reason, with the way to take it again: all of it, or one reason. It stays when nothing waits any
 * more, to say what it has done; and messages whose people have got a mailbox since are in no quarantine.
 */
export function DeliverWaiting(props: {
  connectorId: string
  reasons: { reason: string; count: number }[]
  /** Why nothing can be taken now; null when it can. */
  disabledReason: string | null
  action: RedriveAction
}) {
  const t = useTranslations('connector.redrive')
  const format = useFormatter()
  const shortReason = useShortReason()
  const router = useRouter()
  const { call, isPending, refusal } = useCall(props.action)
  const [planned, setPlanned] = useState<PlannedRedrive | null>(null)
  const { connectorId, reasons, disabledReason } = props
  const total = reasons.reduce((sum, { count }) => sum + count, 0)

  function deliver(scope: RedriveInput['scope']) {
    setPlanned(null)
    call(
      { connectorId, scope },
      {
        onDone: (run) => {
          setPlanned(run)
          router.refresh()
        },
      },
    )
  }

  return (
    <div className={styles.stack}>
      {reasons.length > 0 && (
        <dl className={styles.reasons}>
          {reasons.map(({ reason, count }) => (
            <div key={reason} className={styles.deliverable}>
              <dt>{shortReason(reason)}</dt>
              <dd>{format.number(count)}</dd>
              <dd>
                <CallButton
                  size="small"
                  isPending={isPending}
                  disabledReason={disabledReason}
                  label={t('deliverReason', { reason: shortReason(reason) })}
                  onClick={() => deliver({ kind: 'reason', reason })}
                >
                  {t('deliver')}
                </CallButton>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className={cards.quiet}>{t('effect', { count: total })}</p>
      <div>
        <CallButton
          icon={<ArrowClockwise20Regular />}
          isPending={isPending}
          disabledReason={disabledReason}
          onClick={() => deliver({ kind: 'connector' })}
        >
          {t('deliverAll')}
        </CallButton>
      </div>
      <RedrivePlanned planned={planned} connectorId={connectorId} />
      <RefusalMessage refusal={refusal} />
    </div>
  )
}
