import type { ArchivedPerson } from '#lib/domain/archived-person.ts'

/** Whom the archive means, as a person writes it: numbers carry their plus, whatever the source left out. */
export function shownId(owner: string): string {
  return /^\d{7,}$/.test(owner) ? `+${owner}` : owner
}

/** What a person is called on the pages; by their id while no message names them. */
export function personName({ displayName, owner }: Pick<ArchivedPerson, 'displayName' | 'owner'>): string {
  return displayName || shownId(owner)
}
