import type { Route } from 'next'
import type { WaitingPerson } from '#lib/domain/waiting.ts'
import { mappingIdOf } from './person-name.tsx'

/** The row editor of the mapping, with the person's number in it. Null when the message names nobody. */
export function addRowAddress(connectorId: string, person: WaitingPerson): Route | null {
  const id = mappingIdOf(person)
  if (!id) return null
  return `/data-connectors/connectors/${connectorId}/mapping?${new URLSearchParams({ add: id })}` as Route
}
