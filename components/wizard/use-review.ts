'use client'

import { toLocalDateTime } from '#lib/domain/wizard-local-time.ts'
import { useBrowserTimeZone } from './use-browser-time-zone.ts'

/** What the draft says; until Review was changed once, the zone is the one of whoever looks. */
export type DraftReview = {
  name: string
  importSince: Date
  scheduleTime: string
  timeZone: string
  isChosen: boolean
}

/** The choices of Review as they stand: what is shown is what Finish sends. */
export function useReview(draft: DraftReview) {
  const here = useBrowserTimeZone()
  const timeZone = draft.isChosen ? draft.timeZone : (here ?? draft.timeZone)
  return {
    name: draft.name,
    importSince: toLocalDateTime(draft.importSince, timeZone),
    scheduleTime: draft.scheduleTime,
    timeZone,
  }
}
