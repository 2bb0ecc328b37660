'use client'

import { createContext, type ReactNode, useContext, useState } from 'react'
import { COLOR_COOKIE, type ColorChoice } from './color-choices.ts'

const YEAR_SECONDS = 31_536_000

const Context = createContext<{ choice: ColorChoice; choose: (choice: ColorChoice) => void }>({
  choice: 'system',
  choose: () => {},
})

/** The colours a person chose, and how to choose others. */
export const useColorChoice = () => useContext(Context)

/** Holds the choice; the server's page begins with the one of the cookie. */
export function ColorChoiceProvider({ initial, children }: { initial: ColorChoice; children: ReactNode }) {
  const [choice, setChoice] = useState(initial)
  function choose(next: ColorChoice) {
    setChoice(next)
    // Light and dark are chosen in globals.css, by this attribute of the root.
    document.documentElement.dataset.colors = next
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not there on plain http.
    document.cookie = `${COLOR_COOKIE}=${next}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`
  }
  return <Context value={{ choice, choose }}>{children}</Context>
}
