import { useTranslations } from 'next-intl'

/** The kind of an item in words; one that has none, as a damaged one, is a message all the same. */
export function useItemKind(): (kind: string | null) => string {
  const t = useTranslations('items.kinds')
  return (kind) => {
    const key = kind as Parameters<typeof t>[0]
    return kind !== null && t.has(key) ? t(key) : t('other')
  }
}
