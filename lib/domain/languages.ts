/** The languages of every text, each by its own name. The tag decides dates, numbers and sorting as well. */
export const LANGUAGES = [
  // British: 22 Nov 2026, 08:30. The American order of day and month is read wrongly elsewhere.
  { tag: 'en-GB', name: 'English' },
  { tag: 'sv-SE', name: 'Svenska' },
  { tag: 'zh-CN', name: '简体中文' },
] as const

export type Language = (typeof LANGUAGES)[number]['tag']

/** Where the choice is kept: the server has to know it, so that the first paint is right. */
export const LANGUAGE_COOKIE = 'language'

export const isLanguage = (value: unknown): value is Language => LANGUAGES.some(({ tag }) => tag === value)

/** The language a person chose, else the one that the browser likes best of those there are, else English. */
export function toLanguage(chosen: string | undefined, acceptLanguage: string | null): Language {
  if (isLanguage(chosen)) return chosen
  return (
    preferences(acceptLanguage ?? '')
      .map(nearest)
      .find(isLanguage) ?? 'en-GB'
  )
}

/** The tags of an Accept-Language header (RFC 9110, 12.5.4), best first. */
function preferences(header: string): string[] {
  return header
    .slice(0, MOST_HEADER_CHARS)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((piece) => piece.trim())
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
      return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag)
}

const MOST_HEADER_CHARS = 500

/** Traditional Chinese is another script, not another country: its readers get the next language they know. */
function nearest(tag: string): Language | undefined {
  if (/^zh-(hant|tw|hk|mo)\b/.test(tag)) return undefined
  const [primary] = tag.split('-')
  return LANGUAGES.find((language) => language.tag.startsWith(`${primary}-`))?.tag
}
