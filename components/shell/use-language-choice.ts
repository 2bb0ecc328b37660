'use client'

import { useRouter } from 'next/navigation'
import { useLocale } from 'next-intl'
import { useTransition } from 'react'
import { LANGUAGE_COOKIE, type Language } from '#lib/domain/languages.ts'
import { rememberChoice } from './remember-choice.ts'

/** The language of the page, and how to choose another one. What is typed in a form stays: the page is not left. */
export function useLanguageChoice() {
  const language = useLocale()
  const router = useRouter()
  const [isChanging, change] = useTransition()
  function choose(next: Language) {
    rememberChoice(LANGUAGE_COOKIE, next)
    change(() => router.refresh())
  }
  return { language, choose, isChanging }
}
