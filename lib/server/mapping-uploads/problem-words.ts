import 'server-only'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ProblemWords } from './problem-rows-file.ts'

/** What is the matter with a row, in the words and the language of the page. */
export async function readProblemWords(): Promise<ProblemWords> {
  const t = await getTranslations('mapping.rowCodes')
  const countries = new Intl.DisplayNames([await getLocale()], { type: 'region' })
  return ({ codes, otherLine, country }) =>
    codes
      .map((code) =>
        t(code, { otherLine: otherLine ?? 0, country: country ? (countries.of(country) ?? country) : '' }),
      )
      .join('. ')
}
