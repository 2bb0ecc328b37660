'use client'

import { createContext, type ReactNode, useContext, useState } from 'react'
import { rememberChoice } from '#components/shell/remember-choice.ts'
import { COLOR_COOKIE, type ColorChoice } from './color-choices.ts'

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
    rememberChoice(COLOR_COOKIE, next)
  }
  return <Context value={{ choice, choose }}>{children}</Context>
}
