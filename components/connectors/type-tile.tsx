'use client'

import { ChatMultiple20Filled, ChatMultiple28Filled } from '@fluentui/react-icons'
import styles from './connectors.module.css'

/** The plain icon of a connector type; no logo of anyone. */
export function TypeTile({ size = 'small' }: { size?: 'small' | 'large' }) {
  return (
    <span className={size === 'large' ? `${styles.tile} ${styles.tileLarge}` : styles.tile} aria-hidden>
      {size === 'large' ? <ChatMultiple28Filled /> : <ChatMultiple20Filled />}
    </span>
  )
}
