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
import type { ReactNode } from 'react'
import { CallButton } from './call-button.tsx'
import styles from './confirm-question.module.css'

/**
 * A dialog that asks before something that cannot be taken back.
 *
 * It is rendered only while it is open: a closed one of Fluent's puts focusable elements that are hidden from screen
 * readers (its focus traps) into every page, which WCAG 4.1.2 forbids.
 */
export function ConfirmQuestion(props: {
  onClose: () => void
  title: string
  children: ReactNode
  confirmLabel: string
  cancelLabel: string
  isPending: boolean
  onConfirm: () => void
}) {
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && props.onClose()}>
      <DialogSurface>
        <form
          // What is missing is said beside its field, in the app's own words.
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            // React sends events of a portal on to a form around it, as that of a wizard's step.
            event.stopPropagation()
            if (!props.isPending) props.onConfirm()
          }}
        >
          <DialogBody>
            <DialogTitle>{props.title}</DialogTitle>
            <DialogContent>{props.children}</DialogContent>
            <DialogActions className={styles.actions ?? ''}>
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
