'use client'

import { useCallback, useEffect, useRef } from 'react'
import { useWatch } from 'react-hook-form'
import type { Action } from '#components/fields/use-call.ts'
import type { TypedSiteLogin } from '#lib/domain/site-login-input.ts'
import type { SiteLogin } from './use-site-login.ts'

export type KeepTyped = Action<{ connectorId: string; typed: TypedSiteLogin }, null>

/** A pause in typing. */
const PAUSE_MS = 3_000

/**
 * Keeps what was typed on the server, but for the secrets: after a pause, and at once when a field or the page is left.
 * Nobody waits for it, and a failure loses what is still on the screen anyway.
 */
export function useKeepTyped(login: SiteLogin, connectorId: string, keep: KeepTyped) {
  const [username = '', method = 'password', host = '', port, folder = '', timeoutSeconds] = useWatch({
    control: login.form.control,
    name: ['username', 'method', 'host', 'port', 'folder', 'timeoutSeconds'],
  })
  const typed = {
    username,
    method,
    host,
    port: String(port ?? ''),
    folder,
    timeoutSeconds: String(timeoutSeconds ?? ''),
  }
  const text = JSON.stringify(typed)
  const kept = useRef(text)
  const latest = useRef({ text, typed })
  latest.current = { text, typed }

  const keepNow = useCallback(() => {
    if (latest.current.text === kept.current) return
    kept.current = latest.current.text
    void keep({ connectorId, typed: latest.current.typed }).catch(() => undefined)
  }, [connectorId, keep])

  // biome-ignore lint/correctness/useExhaustiveDependencies: each change of the text starts the pause anew.
  useEffect(() => {
    const timer = setTimeout(keepNow, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, keepNow])
  useEffect(() => keepNow, [keepNow])
  return keepNow
}
