import { z } from 'zod'

/** The address of an item: a run that read it or took it again, and the item itself. */
export const itemKey = z.object({
  connectorId: z.guid(),
  runId: z.guid(),
  /** A key of the ledger, which is longer than a number of JSON can be. */
  itemId: z.string().regex(/^\d{1,18}$/),
})

export const LONGEST_REASON = 500

/** Why somebody reads an original: it stands in the audit log, where others judge it. */
export const readOriginalInput = itemKey.extend({ reason: z.string().trim().min(3).max(LONGEST_REASON) })

export type ReadOriginalInput = z.infer<typeof readOriginalInput>
