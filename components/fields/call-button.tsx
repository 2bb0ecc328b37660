'use client'

import { Button, type ButtonProps } from '@fluentui/react-components'
import type { ReactNode } from 'react'

/** A button that says it is busy, and is not pressed twice meanwhile. It keeps the focus. */
export function CallButton(props: {
  isPending: boolean
  children: ReactNode
  appearance?: NonNullable<ButtonProps['appearance']>
  size?: NonNullable<ButtonProps['size']>
  icon?: NonNullable<ButtonProps['icon']>
  type?: 'button' | 'submit'
  label?: string
  disabled?: boolean
  onClick?: () => void
}) {
  const { isPending, children, label, onClick, ...button } = props
  return (
    <Button
      type="button"
      {...button}
      {...(label && { 'aria-label': label })}
      disabledFocusable={isPending}
      aria-busy={isPending}
      {...(onClick && { onClick })}
    >
      {children}
    </Button>
  )
}
