'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react'
import { useCall } from '#components/fields/use-call.ts'
import type { WizardStep } from '#lib/domain/wizard-steps.ts'
import { useDiscardAction } from './discard-action.tsx'
import { LeaveDialog } from './leave-dialog.tsx'

type Guard = {
  /** Cancel and close. */
  leave: () => void
  setUnsaved: (isUnsaved: boolean) => void
}

const Context = createContext<Guard>({ leave: () => {}, setUnsaved: () => {} })

export function useLeaveWizard(): () => void {
  return useContext(Context).leave
}

/** Tells the guard whether something was typed on this step that leaving would lose. */
export function useUnsaved(isUnsaved: boolean): void {
  const { setUnsaved } = useContext(Context)
  useEffect(() => {
    setUnsaved(isUnsaved)
    return () => setUnsaved(false)
  }, [isUnsaved, setUnsaved])
}

/**
 * Asks before something is lost, and only then: a draft with answers may be kept or discarded, and what was typed
 * on a step is lost by following a link or by closing the window. A draft without any answer is not kept.
 */
export function LeaveGuard(props: {
  connectorId: string
  exit: Route
  doneSteps: WizardStep[]
  children: ReactNode
}) {
  const router = useRouter()
  const { call, isPending, refusal, clearRefusal } = useCall(useDiscardAction())
  const unsaved = useRef(false)
  const [setUnsaved] = useState(() => (isUnsaved: boolean) => {
    unsaved.current = isUnsaved
  })
  const [asked, setAsked] = useState<{ href: Route | null; isUnsaved: boolean } | null>(null)
  useWindowGuard(unsaved, (href) => setAsked({ href, isUnsaved: true }))

  // The dialog is closed before the page goes: one that leaves with its page leaves the next page hidden from screen
  // readers, as if the dialog still stood over it.
  const [goingTo, setGoingTo] = useState<Route | null>(null)
  useEffect(() => {
    if (goingTo) router.push(goingTo)
  }, [goingTo, router])
  function go(href: Route) {
    unsaved.current = false
    setAsked(null)
    setGoingTo(href)
  }
  const discard = () => call({ connectorId: props.connectorId }, { onDone: () => go(props.exit) })

  function leave() {
    if (isPending) return
    if (props.doneSteps.includes('finish')) go(props.exit)
    else if (props.doneSteps.length > 0 || unsaved.current) {
      setAsked({ href: null, isUnsaved: unsaved.current })
    } else {
      // Whether or not the empty draft can be removed, nothing is lost by leaving it.
      call(
        { connectorId: props.connectorId },
        { onDone: () => go(props.exit), onRefused: () => go(props.exit) },
      )
    }
  }

  return (
    <Context value={{ leave, setUnsaved }}>
      {props.children}
      {asked && (
        <LeaveDialog
          doneSteps={props.doneSteps}
          isUnsaved={asked.isUnsaved}
          isLink={asked.href !== null}
          isPending={isPending}
          refusal={refusal}
          onKeep={() => go(asked.href ?? props.exit)}
          onDiscard={discard}
          onStay={() => {
            clearRefusal()
            setAsked(null)
          }}
        />
      )}
    </Context>
  )
}

/** Closing the window, and every link of the page, also those outside the wizard. */
function useWindowGuard(unsaved: { readonly current: boolean }, ask: (href: Route) => void): void {
  const askRef = useRef(ask)
  useEffect(() => {
    askRef.current = ask
  })
  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent) => {
      if (unsaved.current) event.preventDefault()
    }
    const onClick = (event: MouseEvent) => {
      const href = unsaved.current ? linkOf(event) : null
      if (!href) return
      event.preventDefault()
      event.stopPropagation()
      askRef.current(href)
    }
    window.addEventListener('beforeunload', onUnload)
    // Before React, which listens on the document.
    window.addEventListener('click', onClick, { capture: true })
    return () => {
      window.removeEventListener('beforeunload', onUnload)
      window.removeEventListener('click', onClick, { capture: true })
    }
  }, [unsaved])
}

/** The address that a click would replace this page with. */
function linkOf(event: MouseEvent): Route | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null
  if (!(link instanceof HTMLAnchorElement) || link.target === '_blank' || link.hasAttribute('download')) {
    return null
  }
  const isElsewhere = link.origin === location.origin && link.pathname !== location.pathname
  return isElsewhere ? (`${link.pathname}${link.search}` as Route) : null
}
