import type { Route } from 'next'
import { type RunItemQuery, writeRunItemQuery } from '#lib/domain/run-item-query.ts'

/** The story of an item, with the search and filter of the list that it was opened from. */
export function itemAddress(
  base: string,
  itemId: string,
  query: Partial<Record<keyof RunItemQuery, string | undefined>>,
): Route {
  return `${base}/items/${itemId}${writeRunItemQuery(query)}` as Route
}
