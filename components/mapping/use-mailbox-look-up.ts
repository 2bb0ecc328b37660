'use client'

import { useEffect, useState } from 'react'
import type { MailboxFinding } from '#lib/domain/mailbox-finding.ts'
import { useSettled } from './use-settled.ts'

const TIMEOUT_MS = 10_000

/**
 * Who has a mailbox, asked for when the typing has paused. By fetch and not by an action: actions wait for each other, and Save
 * must not wait for this.
 *
 * @param address empty: nothing to ask for yet.
 */
export function useMailboxLookUp(connectorId: string, address: string): MailboxFinding | 'asking' | null {
  const settled = useSettled(address)
  const [answer, setAnswer] = useState<{ address: string; finding: MailboxFinding } | null>(null)
  useEffect(() => {
    if (settled === '') return
    const stop = new AbortController()
    const query = new URLSearchParams({ address: settled })
    void fetch(`/api/user-mappings/${connectorId}/mailbox?${query}`, {
      cache: 'no-store',
      signal: AbortSignal.any([stop.signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
      .then(async (response) => (response.ok ? ((await response.json()) as MailboxFinding) : UNANSWERED))
      .catch(() => UNANSWERED)
      .then((finding) => {
        if (!stop.signal.aborted) setAnswer({ address: settled, finding })
      })
    return () => stop.abort()
  }, [connectorId, settled])
  if (address === '') return null
  return answer?.address === address ? answer.finding : 'asking'
}

/** Nothing depends on it: saving asks once more. */
const UNANSWERED: MailboxFinding = { status: 'unanswered', displayName: null }
