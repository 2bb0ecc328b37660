import { useTranslations } from 'next-intl'

/** The few words for a reason of the ledger; its code when it has none yet. */
export function useShortReason(): (reason: string) => string {
  const t = useTranslations('run')
  return (reason) => {
    const key = `shortReasons.${reason}` as Parameters<typeof t>[0]
    return t.has(key) ? t(key) : reason
  }
}
