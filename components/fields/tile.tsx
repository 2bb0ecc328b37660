'use client'

import { useFormatter } from 'next-intl'
import type { ReactElement, ReactNode } from 'react'
import cards from './card.module.css'
import styles from './tile.module.css'

/** One number of a page, in a list of them (`dl`). A lone tile of a row is as wide as the others. */
export function Tile(props: { icon: ReactElement; label: ReactNode; count: number; caption?: string }) {
  const format = useFormatter()
  return (
    <div className={`${cards.card} ${styles.tile}`}>
      <dt>
        <span className={styles.tileIcon} aria-hidden>
          {props.icon}
        </span>
        {props.label}
      </dt>
      <dd>
        <strong>{format.number(props.count)}</strong>
        {props.caption && <span className={cards.quiet}>{props.caption}</span>}
      </dd>
    </div>
  )
}
