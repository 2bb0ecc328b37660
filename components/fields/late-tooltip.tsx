'use client'

import { Tooltip } from '@fluentui/react-components'
import { type FocusEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react'

/** As Fluent's own: nothing flashes at a pointer that passes, and there is time to get from the element onto its tooltip. */
const DELAY_MS = 250

type Handlers = {
  onPointerEnter: (event: PointerEvent<HTMLElement>) => void
  onPointerLeave: () => void
  onFocus: (event: FocusEvent<HTMLElement>) => void
  onBlur: () => void
}

/**
 * A tooltip that is made when somebody points at its element, or comes to it by keyboard. A table with Fluent's around each of fifty
 * elements took 17 ms of CPU longer to be made. Its words must be there for a screen reader without it.
 */
export function LateTooltip(props: {
  content: () => ReactNode
  withArrow?: boolean
  children: (handlers: Handlers) => ReactNode
}) {
  const [target, setTarget] = useState<HTMLElement | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const change = (to: HTMLElement | null, afterMs: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setTarget(to), afterMs)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (!target) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setTarget(null)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [target])
  return (
    <>
      {props.children({
        onPointerEnter: ({ currentTarget }) => change(currentTarget, DELAY_MS),
        onPointerLeave: () => change(null, DELAY_MS),
        onFocus: ({ currentTarget }) => {
          if (currentTarget.matches(':focus-visible')) change(currentTarget, 0)
        },
        onBlur: () => change(null, 0),
      })}
      {target && (
        <Tooltip
          visible
          relationship="inaccessible"
          positioning={{ target }}
          withArrow={props.withArrow ?? false}
          content={{
            children: props.content(),
            onPointerEnter: () => clearTimeout(timer.current),
            onPointerLeave: () => change(null, DELAY_MS),
          }}
        />
      )}
    </>
  )
}
