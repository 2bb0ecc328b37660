'use client'

import { useRouter } from 'next/navigation'
import { useLocale } from 'next-intl'
import { useTransition } from 'react'
import { LANGUAGE_COOKIE, type Language } from '#lib/domain/languages.ts'

const YEAR_SECONDS = 31_536_000

/** The language of the page, and how to choose another one. What is typed in a form stays: the page is not left. */
export function useLanguageChoice() {
  const language = useLocale()
  const router = useRouter()
  const [isChanging, change] = useTransition()
  function choose(next: Language) {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not there on plain http.
    document.cookie = `${LANGUAGE_COOKIE}=${next}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
    change(() => router.refresh())
  }
  return { language, choose, isChanging }
}
