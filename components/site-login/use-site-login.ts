'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRef, useState } from 'react'
import { type FieldErrors, useForm } from 'react-hook-form'
import type { z } from 'zod'
import { useSessionEnded } from '#components/fields/session-guard.tsx'
import type { Refusal } from '#lib/domain/action-result.ts'
import { isSiteRefusal } from '#lib/domain/site-checks.ts'
import { type SiteLoginInput, siteLoginInput, type TypedSiteLogin } from '#lib/domain/site-login-input.ts'
import { isSecretStored } from './is-secret-stored.ts'
import { useSiteCheck } from './use-site-check.ts'

export type SiteLoginValues = z.input<typeof siteLoginInput>

/** What the form begins with; of a stored secret a browser knows only whom it belongs to. */
export type SiteLoginFacts = {
  values: TypedSiteLogin
  stored: {
    host: string
    port: string
    username: string
    method: 'password' | 'key'
    hostKey: string | null
    keyFingerprint: string | null
  } | null
}

export type SiteLogin = ReturnType<typeof useSiteLogin>

/** The form of a login and its checks: the same in the wizard and for a connector that is there already. */
export function useSiteLogin(props: { connectorId: string; facts: SiteLoginFacts; checkUrl: string }) {
  const form = useForm<SiteLoginValues, unknown, SiteLoginInput>({
    resolver: zodResolver(siteLoginInput),
    defaultValues: {
      connectorId: props.connectorId,
      ...props.facts.values,
      password: '',
      privateKey: '',
      passphrase: '',
      trustedHostKey: null,
      forgetHostKey: false,
    },
  })
  const { progress, run, stop } = useSiteCheck(props.checkUrl)
  const sayThatSessionEnded = useSessionEnded()
  const [isDialogOpen, setDialogOpen] = useState(false)
  const [isAdvancedOpen, setAdvancedOpen] = useState(false)
  const tested = useRef<SiteLoginInput | null>(null)
  // A key that was trusted stays trusted when the password was wrong; it is stored with a login that succeeds.
  const trusted = useRef<{ site: string; hostKey: string } | null>(null)

  function start(login: SiteLoginInput, isGoingOn: boolean) {
    tested.current = login
    const isTrusted = trusted.current?.site === siteOf(login)
    setDialogOpen(true)
    void run(
      { ...login, trustedHostKey: isTrusted ? (trusted.current?.hostKey ?? null) : null },
      {
        isGoingOn,
        onRefused: (error) => {
          showFields(error)
          // Wrong is the request, not the site: it is put right in the form.
          if (!isSiteRefusal(error.code)) setDialogOpen(false)
          if (error.code === 'session-expired') sayThatSessionEnded()
        },
      },
    )
  }

  function showFields({ fields = {} }: Refusal['error']) {
    for (const [name, [message]] of Object.entries(fields)) {
      if (name in form.getValues() && message) form.setError(name as keyof SiteLoginValues, { message })
    }
    openAdvancedFor(fields)
  }

  function openAdvancedFor(fields: object) {
    const first = ADVANCED_FIELDS.find((name) => name in fields)
    if (!first || isAdvancedOpen) return
    setAdvancedOpen(true)
    // Once it is there.
    setTimeout(() => form.setFocus(first))
  }

  return {
    form,
    stored: props.facts.stored,
    progress,
    isDialogOpen,
    closeDialog: () => setDialogOpen(false),
    isAdvancedOpen,
    setAdvancedOpen,
    /** Tests what stands in the form; what was tested with the same values and waits for a person is shown again. */
    submit: form.handleSubmit(
      (login) => {
        const secret = login.method === 'key' ? 'privateKey' : 'password'
        if (!login[secret] && !isSecretStored(props.facts.stored, login)) {
          form.setError(secret, { message: 'required' }, { shouldFocus: true })
          return
        }
        const isSame = JSON.stringify(login) === JSON.stringify(tested.current)
        if (isSame && SHOWN_AGAIN.has(progress.phase)) setDialogOpen(true)
        else start(login, false)
      },
      (errors: FieldErrors<SiteLoginValues>) => openAdvancedFor(errors),
    ),
    retry: () => tested.current && start(tested.current, false),
    /** Goes on with the same login, and with this key and no other. */
    trust: (hostKey: string) => {
      if (!tested.current) return
      trusted.current = { site: siteOf(tested.current), hostKey }
      start(tested.current, true)
    },
    stop: () => {
      stop()
      setDialogOpen(false)
    },
  }
}

const ADVANCED_FIELDS = ['host', 'port', 'folder', 'timeoutSeconds'] as const

const SHOWN_AGAIN: ReadonlySet<string> = new Set(['running', 'asking', 'changed-key', 'passed'])

function siteOf({ host, port }: SiteLoginInput): string {
  return `${host}:${port}`
}
