'use client'

import { useTranslations } from 'next-intl'

/** What the directory says of a mailbox when there is something to say; null when the person was found, or not yet asked for. */
export function useDirectoryText(): (status: string | null) => string | null {
  const t = useTranslations('mapping.directory')
  return (status) => {
    if (status === null || status === 'found') return null
    const key = status as Parameters<typeof t>[0]
    return t.has(key) ? t(key) : t('unanswered')
  }
}
