/** Whom the archive means, as a person writes it: numbers carry their plus, whatever the source left out. */
export function shownId(owner: string): string {
  return /^\d{7,}$/.test(owner) ? `+${owner}` : owner
}
