import { z } from 'zod'

/** What of an address chooses among what waits. Anything odd in it is as good as nothing. */
export const waitingQuery = z.object({
  by: z.enum(['person', 'item']).catch('person'),
  search: z.string().trim().min(1).max(100).optional().catch(undefined),
  after: z.string().max(60).optional().catch(undefined),
})

export type WaitingQuery = z.infer<typeof waitingQuery>

/** Where a page of groups ends: those with more items come before, and of the same number by key. */
export type GroupPlace = { itemCount: number; key: string }

export function writeGroupPlace({ itemCount, key }: GroupPlace): string {
  return `${itemCount}.${key}`
}

/** Null for what is no place. */
export function readGroupPlace(text: string | undefined): GroupPlace | null {
  const [, itemCount, key] = /^(\d{1,9})\.([0-9a-f]{32})$/.exec(text ?? '') ?? []
  return itemCount === undefined || key === undefined ? null : { itemCount: Number(itemCount), key }
}

/** Null for what is no item. */
export function readItemPlace(text: string | undefined): bigint | null {
  return /^\d{1,18}$/.test(text ?? '') ? BigInt(text ?? 0) : null
}
