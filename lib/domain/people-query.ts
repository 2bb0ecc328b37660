import { z } from 'zod'
import { PERSON_MAPPINGS, PERSON_STATES, type PersonState } from './archived-person.ts'

const LONGEST_SEARCH = 100
const LONGEST_PLACE = 400

/** What of an address chooses among the people. Anything odd in it is as good as nothing. */
export const peopleQuery = z.object({
  search: z.string().trim().min(1).max(LONGEST_SEARCH).optional().catch(undefined),
  state: z.enum(PERSON_STATES).optional().catch(undefined),
  mapping: z.enum(PERSON_MAPPINGS).optional().catch(undefined),
  after: z.string().max(LONGEST_PLACE).optional().catch(undefined),
})

export type PeopleQuery = z.output<typeof peopleQuery>

/** Where a page ends: people are in the order of their states, those heard of last first, and then of their ids. */
export type PersonPlace = { state: PersonState; lastDay: string; owner: string }

export function writePersonPlace({ state, lastDay, owner }: PersonPlace): string {
  return `${state}.${lastDay}.${owner}`
}

/** Null for what is no place. */
export function readPersonPlace(text: string | undefined): PersonPlace | null {
  const [, state, lastDay, owner] = /^([a-z-]+)\.(\d{4}-\d\d-\d\d)\.(.+)$/s.exec(text ?? '') ?? []
  const known = PERSON_STATES.find((one) => one === state)
  if (!known || !owner || !z.iso.date().safeParse(lastDay).success) return null
  return { state: known, lastDay: lastDay ?? '', owner }
}
