'use client'

import { Button, type ButtonProps, Tooltip } from '@fluentui/react-components'
import { type ReactElement, type ReactNode, useState } from 'react'

/** A button that says it is busy, and is not pressed twice meanwhile. It keeps the focus. */
export function CallButton(props: {
  isPending: boolean
  children: ReactNode
  appearance?: NonNullable<ButtonProps['appearance']>
  size?: NonNullable<ButtonProps['size']>
  icon?: NonNullable<ButtonProps['icon']>
  type?: 'button' | 'submit'
  label?: string
  /** Why it cannot be used now; null when it can. It keeps its place in the tab order, so that the reason can be heard. */
  disabledReason?: string | null
  disabled?: boolean
  opensDialog?: boolean
  onClick?: () => void
}) {
  const { isPending, children, label, onClick, disabledReason, opensDialog, ...button } = props
  const shown = (
    <Button
      type="button"
      {...button}
      {...(label && { 'aria-label': label })}
      {...(opensDialog && { 'aria-haspopup': 'dialog' })}
      disabledFocusable={isPending || Boolean(disabledReason)}
      aria-busy={isPending}
      {...(onClick && { onClick })}
    >
      {children}
    </Button>
  )
  return disabledReason === undefined ? shown : <WithReason reason={disabledReason}>{shown}</WithReason>
}

/** The same elements with a reason and without: the button keeps the focus when one comes or goes. */
function WithReason({ reason, children }: { reason: string | null; children: ReactElement }) {
  const [isPointedAt, setIsPointedAt] = useState(false)
  // Fluent does not tell when the pointer leaves something that shows nothing.
  if (reason === null && isPointedAt) setIsPointedAt(false)
  return (
    <Tooltip
      content={reason ?? ''}
      relationship={reason ? 'description' : 'inaccessible'}
      visible={isPointedAt && reason !== null}
      onVisibleChange={(_, data) => setIsPointedAt(data.visible)}
      withArrow
    >
      {children}
    </Tooltip>
  )
}
