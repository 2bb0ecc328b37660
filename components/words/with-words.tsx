import { getLocale } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PageWords } from './page-words.tsx'
import { pageWordsJson } from './words-of-pages.ts'

/**
 * A page with the words that its components may ask for in the browser. All words of all pages would be 120 KB of every answer, and
 * an eighth of what it costs to make one.
 *
 * @param folder the page's in `app`
 */
export function withWords<Props>(folder: string, page: (props: Props) => Promise<ReactNode>) {
  return async function pageWithWords(props: Props) {
    // Before anything is sent: the page decides about the status of the answer.
    const content = await page(props)
    return <PageWords wordsJson={await pageWordsJson(await getLocale(), folder)}>{content}</PageWords>
  }
}
