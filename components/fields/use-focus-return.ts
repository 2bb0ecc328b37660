'use client'

import { useEffect, useState } from 'react'

/** For a dialog that is rendered only while it stands: focus goes back to where it was. */
export function useFocusReturn(): void {
  // Taken before the dialog is there: its own effects, which come first, move the focus into it.
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (before instanceof HTMLElement) before.focus()
    },
    [before],
  )
}
