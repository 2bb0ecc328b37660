'use client'

import type { Route } from 'next'
import { useRouter, useSearchParams } from 'next/navigation'
import type { WizardStep } from '#lib/domain/wizard-steps.ts'

/** Edit links of Review carry it, so that the step knows where it was opened from. */
export const FROM_REVIEW = '?from=review'

/** Where a step leads: to the one after it, or back to Review when one came from there to change something. */
export function useNextStep(address: { typeId: string; connectorId: string }, next: WizardStep) {
  const router = useRouter()
  const isReturning = useIsReturning()
  const base = `/data-connectors/${address.typeId}/add/${address.connectorId}`
  return {
    /** @param query of the next step's address; Review takes none. */
    goOn: (query = '') => router.push(`${base}/${isReturning ? 'review' : next + query}` as Route),
  }
}

export function useIsReturning(): boolean {
  return useSearchParams().get('from') === 'review'
}
