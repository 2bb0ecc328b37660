const HOOK = /(?:const (\w+) = )?useTranslations\((?:'([\w.]+)'|`([\w.]+)\.\$\{[^`]*`)?\)(\()?/g
const MENTION = /useTranslations\(/g
const CALL = /^(?:\.(?:rich|markup|raw|has))?\(\s*/
const TEXT = /^'([\w.-]+)'/
const TEMPLATE = /^`([\w.-]*)\$\{/
const EITHER = /^[^'"`]*\?\s*'([\w.-]+)'\s*:\s*'([\w.-]+)'\s*[,)]/

/**
 * Which words a module asks for with `useTranslations`. Where a call does not say it in so many letters (a key that is computed, the
 * function handed on), it is the whole place that the function is for: one word too many costs a few bytes, one too few is missing.
 */
export function wordsOfModule(source: string): string[] {
  const words = new Set<string>()
  const placesByName = new Map<string, Set<string>>()
  const hooks = [...source.matchAll(HOOK)]
  if (hooks.length < [...source.matchAll(MENTION)].length)
    throw new Error('A call of useTranslations does not say in letters which words it is for.')
  for (const [, name, place, placeOfMany, isCalledAtOnce] of hooks) {
    if (name && !placeOfMany && !isCalledAtOnce)
      placesByName.set(name, (placesByName.get(name) ?? new Set()).add(place ?? ''))
    else words.add(place ?? placeOfMany ?? '')
  }
  for (const [name, places] of placesByName)
    for (const key of usesOf(source, name).flatMap(keysOf))
      for (const place of places) words.add([place, key].filter(Boolean).join('.'))
  if (words.has('')) throw new Error('A call of useTranslations() asks for all words of all pages.')
  return [...words]
}

/** What follows each mention of a name that is not its declaration. */
function usesOf(source: string, name: string): string[] {
  const mention = new RegExp(`(?<![\\w.'"])${name}(?![\\w'":])`, 'g')
  return [...source.matchAll(mention)]
    .filter(({ index }) => !/const $/.test(source.slice(0, index)))
    .map(({ index }) => source.slice(index + name.length, index + name.length + 400))
}

/** Null: all of them. */
function keysOf(use: string): (string | null)[] {
  const call = use.match(CALL)
  if (!call) return [null]
  const argument = use.slice(call[0].length)
  const text = argument.match(TEXT)
  if (text && /^\s*[,)]/.test(argument.slice(text[0].length))) return [text[1] as string]
  const template = argument.match(TEMPLATE)
  if (template)
    return [template[1]?.includes('.') ? template[1].slice(0, template[1].lastIndexOf('.')) : null]
  const either = argument.match(EITHER)
  return either ? [either[1] as string, either[2] as string] : [null]
}
