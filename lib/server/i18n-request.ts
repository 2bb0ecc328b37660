import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { LANGUAGE_COOKIE, type Language, toLanguage } from '#lib/domain/languages.ts'

type Messages = typeof import('../../messages/en.json')

/** One file a language, loaded with the first page that wants it. A test holds them to the same keys and arguments. */
const MESSAGES: Record<Language, () => Promise<{ default: Messages }>> = {
  'en-GB': () => import('../../messages/en.json'),
  'sv-SE': () => import('../../messages/sv.json'),
  'zh-CN': () => import('../../messages/zh-CN.json'),
}

/** The words of a request: in the language that its person chose, or that their browser prefers. */
export default getRequestConfig(async () => {
  const locale = toLanguage(
    (await cookies()).get(LANGUAGE_COOKIE)?.value,
    (await headers()).get('accept-language'),
  )
  return { locale, messages: (await MESSAGES[locale]()).default, timeZone: 'UTC' }
})
