import 'server-only'
import { getMessages } from 'next-intl/server'
import { pickWords, type Words } from './pick-words.ts'

/** Places in the message files: of what stands around all pages, and of each page by its folder in `app`. */
export type WordsOfPages = { frame: string[]; pages: Record<string, string[]> }

/** Of this build: next.config.js looks through the components. Not while developing, where words are added meanwhile. */
const found: WordsOfPages | null = JSON.parse(process.env.WORDS_OF_PAGES ?? 'null')

const texts = new Map<string, string>()

/** What the frame of all pages says in the browser, as one text. */
export function frameWordsJson(locale: string): Promise<string> {
  return textOf(locale, 'frame', found?.frame ?? null)
}

/**
 * What a page says in the browser beside the frame, as one text.
 *
 * @param folder the page's in `app`
 */
export function pageWordsJson(locale: string, folder: string): Promise<string> {
  if (!found) return Promise.resolve('{}')
  const places = found.pages[folder]
  if (!places) throw new Error(`No words are known of app/${folder}: is it the folder of the page?`)
  return textOf(locale, folder, places)
}

/** Made once a language: the files are those of the build. Null: all. */
async function textOf(locale: string, name: string, places: readonly string[] | null): Promise<string> {
  const key = `${locale} ${name}`
  const known = texts.get(key)
  if (known !== undefined) return known
  const words = (await getMessages()) as Words
  const text = JSON.stringify(places ? pickWords(words, places) : words)
  texts.set(key, text)
  return text
}
