'use client'

import { useTranslations } from 'next-intl'
import type { MappingRowCode } from '#lib/domain/mapping-upload.ts'

/** What is the matter with a row, in a few words, without the row's own values. */
export function useRowCodeText(): (code: MappingRowCode) => string {
  const t = useTranslations('mapping.codes')
  return (code) => t(code)
}
