'use client'

import {
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useFocusReturn } from '#components/fields/use-focus-return.ts'
import styles from './wizard.module.css'

/**
 * A dialog that stands as long as it is rendered; its first button is what Enter does. Focus goes back to where it
 * was. A closed Fluent dialog would leave focusables in the page that screen readers cannot see.
 */
export function QuestionDialog(props: {
  title: string
  children: ReactNode
  actions: ReactNode
  onSubmit: () => void
  onClose: () => void
}) {
  useFocusReturn()
  return (
    <Dialog open onOpenChange={(_, data) => !data.open && props.onClose()}>
      <DialogSurface>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            // React sends events of a portal on to the form of the step around it.
            event.stopPropagation()
            props.onSubmit()
          }}
        >
          <DialogBody>
            <DialogTitle>{props.title}</DialogTitle>
            <DialogContent className={styles.paragraphs ?? ''}>{props.children}</DialogContent>
            <DialogActions fluid>{props.actions}</DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
