'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmDialog } from '#components/fields/confirm-dialog.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import type { AlertChannelInput } from '#lib/domain/alert-inputs.ts'
import type { AlertChannel } from '#lib/domain/alert-rules.ts'

export type RemoveChannelAction = Action<AlertChannelInput, null>

export function RemoveChannel(props: { channel: AlertChannel; action: RemoveChannelAction }) {
  const t = useTranslations('alerts')
  const router = useRouter()
  const [isOpen, setIsOpen] = useState(false)
  const { call, isPending, refusal } = useCall(props.action)
  const channel = t(`channels.${props.channel}`)
  return (
    <ConfirmDialog
      triggerText={t('settings.remove')}
      triggerLabel={t('settings.removeOf', { channel })}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      title={t('settings.removeTitle', { channel })}
      confirmLabel={t('settings.remove')}
      cancelLabel={t('settings.cancel')}
      isPending={isPending}
      onConfirm={() =>
        call(
          { channel: props.channel },
          {
            onDone: () => {
              setIsOpen(false)
              router.refresh()
            },
          },
        )
      }
    >
      <RefusalMessage refusal={refusal} />
      <p>{t('settings.removeText')}</p>
    </ConfirmDialog>
  )
}
