'use client'

import { useState } from 'react'
import { countMissingMailboxes } from './missing-mailboxes.ts'
import type { MappingUpload } from './use-mapping-upload.ts'

/**
 * What stands between the button and the storing: a file that is still on its way, a file without a row to save, and the
 * one question about rows that are left out and mailboxes that are not there.
 */
export function useConfirmUpload({ phase, summary }: MappingUpload, store: () => void) {
  const [tried, setTried] = useState<'no' | 'tried' | 'asked'>('no')
  const obstacle =
    phase.kind === 'sending' || summary?.state === 'reading'
      ? 'beingRead'
      : summary?.columns === null && summary.header.length > 0
        ? 'columnsFirst'
        : summary && summary.counts.valid === 0
          ? 'fixFirst'
          : null
  const toAgreeTo = summary ? summary.counts.error + countMissingMailboxes(summary) : 0

  return {
    /** Why it was not stored; null before somebody has tried. */
    obstacle: tried === 'no' ? null : obstacle,
    isAsking: tried === 'asked' && obstacle === null && toAgreeTo > 0,
    isChecking: summary?.check.state === 'waiting' || summary?.check.state === 'checking',
    confirm() {
      if (obstacle) setTried('tried')
      else if (toAgreeTo > 0) setTried('asked')
      else store()
    },
    agree() {
      setTried('no')
      store()
    },
    goBack: () => setTried('no'),
  } as const
}
