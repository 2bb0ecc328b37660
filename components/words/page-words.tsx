'use client'

import { NextIntlClientProvider, useLocale, useMessages } from 'next-intl'
import { type ReactNode, useMemo } from 'react'
import { mergeWords, type Words } from './pick-words.ts'

/** The words of a page, beside those of the frame. */
export function PageWords({ wordsJson, children }: { wordsJson: string; children: ReactNode }) {
  const locale = useLocale()
  const frame = useMessages() as Words
  // The same object for the same text: what is given anew makes everything below be rendered anew.
  const messages = useMemo(
    // Ours: written from a file of this build.
    () => mergeWords(frame, JSON.parse(wordsJson) as Words),
    [frame, wordsJson],
  )
  return (
    <NextIntlClientProvider locale={locale} messages={messages}>
      {children}
    </NextIntlClientProvider>
  )
}
