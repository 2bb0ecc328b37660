import { useTranslations } from 'next-intl'

/** Schemas name a key of the message files; what zod itself says is in no person's words. */
export function useFieldProblem(): (message: string | undefined) => string {
  const t = useTranslations('fieldErrors')
  return (message) => {
    const key = message as Parameters<typeof t>[0]
    return message && t.has(key) ? t(key) : t('other')
  }
}
