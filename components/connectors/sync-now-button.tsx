'use client'

import { ArrowSync20Regular } from '@fluentui/react-icons'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CallButton } from '#components/fields/call-button.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { useCall } from '#components/fields/use-call.ts'
import type { SyncAction } from './connector-table.tsx'
import styles from './connectors.module.css'

/** Plans a run and says so; the table shows the rest. */
export function SyncNowButton(props: {
  connectorId: string
  name: string
  isEnabled: boolean
  /** Why it cannot be used now, where there is room to say it. */
  disabledReason?: string | null
  /** The page's primary command; in a table it is one of many. */
  isProminent?: boolean
  /** One command of several beside each other, as large as they are. */
  isLarge?: boolean
  action: SyncAction
}) {
  const t = useTranslations('connectors')
  const router = useRouter()
  const { call, isPending, refusal } = useCall(props.action)
  const [said, setSaid] = useState('')
  const { name } = props
  return (
    <div>
      <CallButton
        size={props.isProminent || props.isLarge ? 'medium' : 'small'}
        appearance={props.isProminent ? 'primary' : 'secondary'}
        icon={<ArrowSync20Regular />}
        isPending={isPending}
        disabled={!props.isEnabled && !props.disabledReason}
        {...(props.disabledReason !== undefined && { disabledReason: props.disabledReason })}
        label={t('syncNowOf', { name })}
        onClick={() =>
          call(
            { connectorId: props.connectorId },
            {
              onDone: ({ state }) => {
                setSaid(state === 'planned' ? t('planned', { name }) : t('alreadyRunning', { name }))
                router.refresh()
              },
            },
          )
        }
      >
        {t('syncNow')}
      </CallButton>
      <div role="status" className={styles.quiet}>
        {said}
      </div>
      <RefusalMessage refusal={refusal} />
    </div>
  )
}
