import { z } from 'zod'
import { ITEM_KINDS } from './item-kind.ts'
import { ITEM_OUTCOMES } from './item-outcome.ts'

/** What of an address chooses among the items of a run. Anything odd in it is as good as nothing. */
export const runItemQuery = z.object({
  search: z.string().trim().min(1).max(200).optional().catch(undefined),
  outcome: z.enum(ITEM_OUTCOMES).optional().catch(undefined),
  kind: z.enum(ITEM_KINDS).optional().catch(undefined),
  after: z.string().max(60).optional().catch(undefined),
  before: z.string().max(60).optional().catch(undefined),
})

export type RunItemQuery = z.infer<typeof runItemQuery>

type Place = { packageId: bigint; entryIndex: number; mailboxId: bigint }

/** A place in the list as an address has it. */
export function writePlace({ packageId, entryIndex, mailboxId }: Place): string {
  return `${packageId}.${entryIndex}.${mailboxId}`
}

/** Null for what is no place. */
export function readPlace(text: string | undefined): Place | null {
  const [, packageId, entryIndex, mailboxId] =
    /^(\d{1,18})\.(-?\d{1,9})\.(-?\d{1,19})$/.exec(text ?? '') ?? []
  if (packageId === undefined || entryIndex === undefined || mailboxId === undefined) return null
  return { packageId: BigInt(packageId), entryIndex: Number(entryIndex), mailboxId: BigInt(mailboxId) }
}

/** The search and filter of a list as the end of an address, with nothing or a question mark before it. */
export function writeRunItemQuery(query: Partial<Record<keyof RunItemQuery, string | undefined>>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value) params.set(name, value)
  return params.size > 0 ? `?${params}` : ''
}
