/** Names that differ in case or blanks only are one name to a person who looks for a connector in a list. */
export function isSameConnectorName(one: string, other: string): boolean {
  return normalize(one) === normalize(other)
}

/** The name that the wizard proposes: the type's, with the first number that makes it one of its own. */
export function proposeConnectorName(typeName: string, taken: readonly string[]): string {
  const isTaken = (name: string) => taken.some((other) => isSameConnectorName(name, other))
  if (!isTaken(typeName)) return typeName
  // One of the first taken.length + 1 numbers is free.
  for (let number = 2; ; number++) {
    const name = `${typeName} ${number}`
    if (!isTaken(name)) return name
  }
}

function normalize(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()
}
