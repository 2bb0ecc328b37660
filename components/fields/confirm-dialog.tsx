'use client'

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
} from '@fluentui/react-components'
import { type ReactElement, type ReactNode, useEffect, useRef } from 'react'
import { CallButton } from './call-button.tsx'

/**
 * A button, and the dialog that asks before something that cannot be taken back. Focus goes in, and back to the button
 * when it closes.
 *
 * The dialog is there only while it is open: a closed one of Fluent's puts focusable elements that are hidden from
 * screen readers (its focus traps) into every page, which WCAG 4.1.2 forbids.
 */
export function ConfirmDialog(props: {
  triggerText: string
  triggerLabel: string
  triggerIcon?: ReactElement
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  children: ReactNode
  confirmLabel: string
  cancelLabel: string
  isPending: boolean
  onConfirm: () => void
}) {
  const { isOpen, triggerIcon } = props
  const triggerRef = useRef<HTMLSpanElement>(null)
  const wasOpen = useRef(false)
  useEffect(() => {
    if (wasOpen.current && !isOpen) triggerRef.current?.querySelector('button')?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  return (
    <>
      <span ref={triggerRef}>
        <Button
          aria-label={props.triggerLabel}
          aria-haspopup="dialog"
          icon={triggerIcon ?? null}
          onClick={() => props.onOpenChange(true)}
        >
          {props.triggerText}
        </Button>
      </span>
      {isOpen && <OpenDialog {...props} />}
    </>
  )
}

function OpenDialog(props: Parameters<typeof ConfirmDialog>[0]) {
  return (
    <Dialog open onOpenChange={(_, data) => props.onOpenChange(data.open)}>
      <DialogSurface>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (!props.isPending) props.onConfirm()
          }}
        >
          <DialogBody>
            <DialogTitle>{props.title}</DialogTitle>
            <DialogContent>{props.children}</DialogContent>
            <DialogActions>
              <CallButton type="submit" appearance="primary" isPending={props.isPending}>
                {props.confirmLabel}
              </CallButton>
              <DialogTrigger disableButtonEnhancement>
                <Button>{props.cancelLabel}</Button>
              </DialogTrigger>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
