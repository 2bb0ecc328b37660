'use client'

import type { ReactElement, ReactNode } from 'react'
import { ConfirmQuestion } from './confirm-question.tsx'
import { OpeningButton } from './opening-button.tsx'

/** A button, and the question that it opens. Focus goes in, and back to the button when it closes. */
export function ConfirmDialog(props: {
  triggerText: string
  triggerLabel: string
  triggerIcon?: ReactElement
  isTriggerPrimary?: boolean
  /** Why it cannot be asked now; null when it can. */
  disabledReason?: string | null
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  children: ReactNode
  confirmLabel: string
  cancelLabel: string
  isPending: boolean
  onConfirm: () => void
}) {
  const {
    triggerText,
    triggerLabel,
    triggerIcon,
    isTriggerPrimary,
    disabledReason,
    isOpen,
    onOpenChange,
    ...question
  } = props
  return (
    <>
      <OpeningButton
        text={triggerText}
        label={triggerLabel}
        icon={triggerIcon}
        isPrimary={isTriggerPrimary}
        disabledReason={disabledReason}
        isOpen={isOpen}
        onOpen={() => onOpenChange(true)}
      />
      {isOpen && <ConfirmQuestion {...question} onClose={() => onOpenChange(false)} />}
    </>
  )
}
