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
import type { ReactElement, ReactNode } from 'react'
import { CallButton } from './call-button.tsx'

/** Asks before something that cannot be taken back. Focus goes in, and back to `trigger` when it closes. */
export function ConfirmDialog(props: {
  trigger: ReactElement
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  title: string
  children: ReactNode
  confirmLabel: string
  cancelLabel: string
  isPending: boolean
  onConfirm: () => void
}) {
  return (
    <Dialog open={props.isOpen} onOpenChange={(_, data) => props.onOpenChange(data.open)}>
      <DialogTrigger disableButtonEnhancement>{props.trigger}</DialogTrigger>
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
