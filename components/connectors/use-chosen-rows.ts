'use client'

import { useState } from 'react'

/** Which rows of a table a person has chosen, for the commands above it. One that is gone is not chosen any more. */
export function useChosenRows<Row extends { id: string }>(rows: Row[], firstId: string | null) {
  const [ids, setIds] = useState<readonly string[]>(firstId ? [firstId] : [])
  return {
    chosen: rows.filter(({ id }) => ids.includes(id)),
    choose: (...wanted: string[]) => setIds(wanted),
    toggle: (id: string) =>
      setIds((known) => (known.includes(id) ? known.filter((other) => other !== id) : [...known, id])),
    toggleAll: () =>
      setIds((known) => (rows.every(({ id }) => known.includes(id)) ? [] : rows.map(({ id }) => id))),
  }
}
