'use client'

import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CallButton } from '#components/fields/call-button.tsx'
import cards from '#components/fields/card.module.css'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import type { AlertChannelInput } from '#lib/domain/alert-inputs.ts'
import type { AlertChannel } from '#lib/domain/alert-rules.ts'
import styles from './alerts.module.css'

export type TestAnswer = { ok: true; detail: string } | { ok: false; code: string; detail: string }
export type TestChannelAction = Action<AlertChannelInput, TestAnswer>

/** Sends a message as an alert would be sent, and says what the other side answered. */
export function TestChannel(props: { channel: AlertChannel; action: TestChannelAction }) {
  const t = useTranslations('alerts')
  const { call, isPending, refusal } = useCall(props.action)
  const [answer, setAnswer] = useState<TestAnswer | null>(null)
  const channel = t(`channels.${props.channel}`)
  return (
    <>
      <CallButton
        isPending={isPending}
        label={t('settings.testOf', { channel })}
        onClick={() => {
          setAnswer(null)
          call({ channel: props.channel }, { onDone: setAnswer })
        }}
      >
        {t('settings.test')}
      </CallButton>
      <RefusalMessage refusal={refusal} />
      <div role="status" className={styles.answer}>
        {answer && <Answer answer={answer} />}
      </div>
    </>
  )
}

function Answer({ answer }: { answer: TestAnswer }) {
  const t = useTranslations('alerts')
  if (answer.ok) {
    return (
      <MessageBar intent="success" layout="multiline">
        <MessageBarBody>{t('settings.testDone', { detail: answer.detail })}</MessageBarBody>
      </MessageBar>
    )
  }
  const reason = `failures.${answer.code}` as Parameters<typeof t>[0]
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('settings.testFailed')}</MessageBarTitle>
        {t.has(reason) ? t(reason) : answer.code} <span className={cards.mono}>{answer.detail}</span>
      </MessageBarBody>
    </MessageBar>
  )
}
