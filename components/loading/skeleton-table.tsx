'use client'

import type { ReactNode } from 'react'
import cards from '#components/fields/card.module.css'
import styles from './loading.module.css'
import { SkeletonText } from './skeleton-text.tsx'

export type SkeletonColumn = {
  label: string
  /** What stands in a cell; one line of text unless told otherwise. */
  cell?: ReactNode
  isNumber?: boolean
}

/** A table whose rows are being read. Its columns are known: they have their names already. */
export function SkeletonTable({
  columns,
  rowCount,
}: {
  columns: readonly SkeletonColumn[]
  rowCount: number
}) {
  return (
    <table className={cards.table}>
      <thead>
        <tr>
          {columns.map(({ label, isNumber }) => (
            <th key={label} scope="col" className={isNumber ? cards.number : undefined}>
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: rowCount }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows without content never change places.
          <tr key={row}>
            {columns.map(({ label, cell, isNumber }) => (
              <td key={label} data-label={label} className={isNumber ? cards.number : undefined}>
                <span className={isNumber ? styles.end : undefined}>
                  {cell ?? <SkeletonText width={isNumber ? '32px' : 80} />}
                </span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
