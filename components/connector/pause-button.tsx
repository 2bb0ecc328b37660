'use client'

import { Pause20Regular, Play20Regular } from '@fluentui/react-icons'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CallButton } from '#components/fields/call-button.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'

export type PauseAction = Action<{ connectorId: string }, { state: 'active' | 'paused' }>

/** Pause, or Resume once it is paused: one button, so that the focus stays where it is. */
export function PauseButton(props: {
  connectorId: string
  name: string
  isPaused: boolean
  pauseAction: PauseAction
  resumeAction: PauseAction
}) {
  const t = useTranslations('connector')
  const router = useRouter()
  const { isPaused, name } = props
  const { call, isPending, refusal } = useCall(isPaused ? props.resumeAction : props.pauseAction)
  const [said, setSaid] = useState('')
  return (
    <div>
      <CallButton
        icon={isPaused ? <Play20Regular /> : <Pause20Regular />}
        isPending={isPending}
        label={isPaused ? t('resumeOf', { name }) : t('pauseOf', { name })}
        onClick={() =>
          call(
            { connectorId: props.connectorId },
            {
              onDone: ({ state }) => {
                setSaid(state === 'paused' ? t('paused', { name }) : t('resumed', { name }))
                router.refresh()
              },
            },
          )
        }
      >
        {isPaused ? t('resume') : t('pause')}
      </CallButton>
      <div role="status" className="visually-hidden">
        {said}
      </div>
      <RefusalMessage refusal={refusal} />
    </div>
  )
}
