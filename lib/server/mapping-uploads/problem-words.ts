import 'server-only'
import { getLocale, getTranslations } from 'next-intl/server'
import { isDirectoryProblem } from '#lib/domain/mailbox-finding.ts'
import type { ProblemWords } from './problem-rows-file.ts'

/** What is the matter with a row, in the words and the language of the page. */
export async function readProblemWords(): Promise<ProblemWords> {
  const t = await getTranslations('mapping.rowCodes')
  const tDirectory = await getTranslations('mapping.directory')
  const countries = new Intl.DisplayNames([await getLocale()], { type: 'region' })
  return ({ codes, otherLine, country, directoryStatus }) => {
    const values = { otherLine: otherLine ?? 0, country: country ? (countries.of(country) ?? country) : '' }
    const said = codes.map((code) => t(code, values))
    if (!isDirectoryProblem(directoryStatus)) return said.join('. ')
    const key = directoryStatus as Parameters<typeof tDirectory>[0]
    return [...said, tDirectory.has(key) ? tDirectory(key) : tDirectory('unanswered')].join('. ')
  }
}
