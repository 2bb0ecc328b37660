export type Words = { [key: string]: string | Words }

/** Of all words those at some places (`alerts.bell`, `shell.skip`); a place that is not there is left out. */
export function pickWords(words: Words, places: readonly string[]): Words {
  const picked: Words = {}
  // What is taken as a whole comes before what is inside of it, which is there by then.
  for (const place of places.toSorted((one, other) => one.length - other.length)) copy(words, picked, place)
  return picked
}

/** Both; where both have a word, that of the second. */
export function mergeWords(first: Words, second: Words): Words {
  const merged = { ...first }
  for (const [key, value] of Object.entries(second)) {
    const known = merged[key]
    merged[key] = typeof value === 'object' && typeof known === 'object' ? mergeWords(known, value) : value
  }
  return merged
}

function copy(from: Words, to: Words, place: string): void {
  const path = place.split('.')
  const last = path.pop() as string
  let [source, target] = [from, to]
  for (const key of path) {
    const inner = source[key]
    if (typeof inner !== 'object') return
    const known = target[key]
    // Taken as a whole already: what is the file's own must not be written to.
    if (known === inner) return
    target[key] = typeof known === 'object' ? known : {}
    ;[source, target] = [inner, target[key]]
  }
  const value = source[last]
  if (value !== undefined) target[last] = value
}
