'use client'

import { type RefObject, useEffect, useRef } from 'react'
import type { SiteLogin } from './use-site-login.ts'

/** Closed, the dialog gives the focus back to the button that opened it, unless a message took it. */
export function useFocusSubmitAfterDialog(form: RefObject<HTMLFormElement | null>, login: SiteLogin): void {
  const { isDialogOpen } = login
  const isRefused = login.progress.phase === 'refused'
  const wasOpen = useRef(false)
  useEffect(() => {
    if (wasOpen.current && !isDialogOpen && !isRefused) {
      form.current?.querySelector<HTMLButtonElement>('button[type="submit"]')?.focus()
    }
    wasOpen.current = isDialogOpen
  }, [form, isDialogOpen, isRefused])
}
