'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CallButton } from '#components/fields/call-button.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import type { RetryAlertsInput } from '#lib/domain/alert-inputs.ts'
import type { AlertChannel } from '#lib/domain/alert-rules.ts'

export type RetryAction = Action<RetryAlertsInput, null>

/** Sends one message again, or all that did not get through. */
export function RetryButton(
  props: { action: RetryAction } & (
    | { alertId: string; deliveryId: string; channel: AlertChannel }
    | { deliveryId: null }
  ),
) {
  const t = useTranslations('alerts')
  const router = useRouter()
  const { call, isPending, refusal } = useCall(props.action)
  const [isAsked, setIsAsked] = useState(false)
  const { deliveryId } = props
  const text = deliveryId === null ? t('list.retryAll') : t('list.retry')
  return (
    <>
      <CallButton
        size={deliveryId === null ? 'medium' : 'small'}
        isPending={isPending}
        {...(deliveryId !== null && {
          label: `${text}: ${t('list.retryLabel', { id: props.alertId, channel: t(`channels.${props.channel}`) })}`,
        })}
        onClick={() =>
          call(
            { deliveryId },
            {
              onDone: () => {
                setIsAsked(true)
                router.refresh()
              },
            },
          )
        }
      >
        {text}
      </CallButton>
      <span role="status">{isAsked ? t('list.retried') : ''}</span>
      <RefusalMessage refusal={refusal} />
    </>
  )
}
