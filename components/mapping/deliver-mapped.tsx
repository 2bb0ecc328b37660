'use client'

import { MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import {
  type PlannedRedrive,
  type RedriveAction,
  RedrivePlanned,
} from '#components/connector/redrive-planned.tsx'
import { CallButton } from '#components/fields/call-button.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { useCall } from '#components/fields/use-call.ts'

/** How many items of quarantine the mapping in force would deliver, with the button that does. */
export function DeliverMapped(props: {
  connectorId: string
  count: number
  disabledReason: string | null
  action: RedriveAction
}) {
  const t = useTranslations('mapping.page')
  const router = useRouter()
  const { connectorId, count } = props
  const { call, isPending, refusal } = useCall(props.action)
  const [planned, setPlanned] = useState<PlannedRedrive | null>(null)
  return (
    <>
      {count > 0 && !planned && (
        <div role="status">
          <MessageBar intent="info" layout="multiline">
            <MessageBarBody>{t('deliverable', { count })}</MessageBarBody>
            <MessageBarActions>
              <CallButton
                appearance="primary"
                isPending={isPending}
                disabledReason={props.disabledReason}
                onClick={() =>
                  call(
                    { connectorId, scope: { kind: 'mapped' } },
                    {
                      onDone: (run) => {
                        setPlanned(run)
                        router.refresh()
                      },
                    },
                  )
                }
              >
                {t('deliver')}
              </CallButton>
            </MessageBarActions>
          </MessageBar>
        </div>
      )}
      <RedrivePlanned planned={planned} connectorId={connectorId} />
      <RefusalMessage refusal={refusal} />
    </>
  )
}
