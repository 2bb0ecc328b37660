import { globSync } from 'node:fs'
import type { WordsOfPages } from '#components/words/words-of-pages.ts'
import { findClientWords } from './find-client-words.ts'

const ENTRIES = 'app/**/{page,layout,error,not-found,forbidden,global-error}.tsx'

/** Which words each page of those who are signed in needs in the browser, and which all that stands around them. */
export function findWordsOfPages(projectDir: string): WordsOfPages {
  const entries = globSync(ENTRIES, { cwd: projectDir }).map((path) => path.replaceAll('\\', '/'))
  const isPage = (path: string) => path.startsWith('app/(signed-in)/') && path.endsWith('/page.tsx')
  const frame = findClientWords(
    projectDir,
    entries.filter((path) => !isPage(path)),
  )
  return {
    frame,
    pages: Object.fromEntries(
      entries
        .filter(isPage)
        .sort()
        .map((path) => [
          path.slice('app/'.length, -'/page.tsx'.length),
          findClientWords(projectDir, [path]).filter((place) => !frame.includes(place)),
        ]),
    ),
  }
}
