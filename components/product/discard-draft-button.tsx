'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmDialog } from '#components/fields/confirm-dialog.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'

export type DiscardAction = Action<{ connectorId: string }, null>

/** Asks, and removes a draft; the list renders again without it. */
export function DiscardDraftButton(props: { connectorId: string; begunBy: string; action: DiscardAction }) {
  const t = useTranslations('product')
  const router = useRouter()
  const { call, isPending, refusal, clearRefusal } = useCall(props.action)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <ConfirmDialog
      triggerText={t('discard')}
      triggerLabel={t('discardOf', { name: props.begunBy })}
      isOpen={isOpen}
      onOpenChange={(open) => {
        setIsOpen(open)
        clearRefusal()
      }}
      title={t('discardTitle')}
      confirmLabel={t('discardConfirm')}
      cancelLabel={t('keepDraft')}
      isPending={isPending}
      onConfirm={() =>
        call(
          { connectorId: props.connectorId },
          {
            onDone: () => {
              setIsOpen(false)
              router.refresh()
            },
          },
        )
      }
    >
      <p>{t('discardText')}</p>
      <RefusalMessage refusal={refusal} />
    </ConfirmDialog>
  )
}
