'use client'

import { useEffect, useState } from 'react'

/** Long enough to type on, short enough to seem at once. */
const TYPING_PAUSE_MS = 250

/** What was typed, once the typing has paused. */
export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
