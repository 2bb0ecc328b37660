import { useTranslations } from 'next-intl'

/** The few words for a reason of the ledger; its code when it has none yet. */
export function useShortReason(): (reason: string) => string {
  const t = useTranslations('run.shortReasons')
  return (reason) => {
    const key = reason as Parameters<typeof t>[0]
    return t.has(key) ? t(key) : reason
  }
}
