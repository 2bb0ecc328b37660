'use client'

import { type AbstractIntlMessages, NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import type { Language } from '#lib/domain/languages.ts'

/**
 * The words of the frame of all pages. They come as one text: as an object of two thousand strings React takes each of them by itself, on
 * the server twice and in the browser once more.
 */
export function WordsProvider(props: { locale: Language; messagesJson: string; children: ReactNode }) {
  return (
    <NextIntlClientProvider
      locale={props.locale}
      timeZone="UTC"
      messages={read(props.locale, props.messagesJson)}
    >
      {props.children}
    </NextIntlClientProvider>
  )
}

/** The same object for the same text: what is given anew makes everything below be rendered anew. */
function read(locale: string, json: string): AbstractIntlMessages {
  const known = words.get(locale)
  if (known?.json === json) return known.messages
  // Ours: written by the layout from a file of this build.
  const messages = JSON.parse(json) as AbstractIntlMessages
  words.set(locale, { json, messages })
  return messages
}

const words = new Map<string, { json: string; messages: AbstractIntlMessages }>()
