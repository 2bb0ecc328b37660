'use client'

import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import type { Refusal, RefusalCode } from '#lib/domain/action-result.ts'

/** Says why something was not done, and takes the focus, so that nobody has to look for it. */
export function RefusalMessage({ refusal }: { refusal: Refusal['error'] | null }) {
  const t = useTranslations('refusals')
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (refusal) ref.current?.focus()
  }, [refusal])
  if (!refusal) return null
  return (
    <div ref={ref} tabIndex={-1} role="alert">
      <MessageBar intent={INTENTS[refusal.code] ?? 'error'} layout="multiline">
        <MessageBarBody>{t(refusal.code, refusal.values ?? {})}</MessageBarBody>
      </MessageBar>
    </div>
  )
}

/** Those that are no fault of anybody: nothing is wrong, or it only has to wait. */
const INTENTS: Partial<Record<RefusalCode, 'info' | 'warning'>> = {
  'nothing-waits': 'info',
  'run-under-way': 'warning',
  'run-over': 'info',
  'run-being-cancelled': 'info',
  'run-all-sent': 'info',
}
