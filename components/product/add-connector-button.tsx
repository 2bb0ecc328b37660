'use client'

import { Add20Regular } from '@fluentui/react-icons'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { CallButton } from '#components/fields/call-button.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'

/** Starts a draft and goes to its first step. */
export function AddConnectorButton<TypeId extends string>(props: {
  typeId: TypeId
  action: Action<{ typeId: TypeId }, { connectorId: string }>
}) {
  const t = useTranslations('product')
  const router = useRouter()
  const { call, isPending, refusal } = useCall(props.action)
  return (
    <div>
      <CallButton
        appearance="primary"
        icon={<Add20Regular />}
        isPending={isPending}
        onClick={() =>
          call(
            { typeId: props.typeId },
            {
              onDone: ({ connectorId }) =>
                router.push(`/data-connectors/${props.typeId}/add/${connectorId}/terms` as Route),
            },
          )
        }
      >
        {t('add')}
      </CallButton>
      <RefusalMessage refusal={refusal} />
    </div>
  )
}
