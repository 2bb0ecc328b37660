'use client'

import { type ReactElement, useEffect, useRef } from 'react'
import { CallButton } from './call-button.tsx'

/** A button that opens a dialog, and has the focus again when that closes. */
export function OpeningButton(props: {
  text: string
  label: string
  icon?: ReactElement | undefined
  isPrimary?: boolean | undefined
  /** Why it cannot be used now; null when it can. */
  disabledReason?: string | null | undefined
  isOpen: boolean
  onOpen: () => void
}) {
  const { isOpen, icon, disabledReason = null } = props
  const ref = useRef<HTMLSpanElement>(null)
  const wasOpen = useRef(false)
  useEffect(() => {
    if (wasOpen.current && !isOpen) ref.current?.querySelector('button')?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  return (
    <span ref={ref}>
      <CallButton
        isPending={false}
        appearance={props.isPrimary ? 'primary' : 'secondary'}
        label={props.label}
        opensDialog
        {...(icon && { icon })}
        disabledReason={disabledReason}
        onClick={props.onOpen}
      >
        {props.text}
      </CallButton>
    </span>
  )
}
