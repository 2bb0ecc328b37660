'use client'

import { Archive20Filled } from '@fluentui/react-icons'
import styles from './sign-in.module.css'

/** The product's mark. Icons of Fluent UI need a client module: their styles are made in one. */
export function ProductMark() {
  return (
    <span className={styles.mark}>
      <Archive20Filled aria-hidden />
    </span>
  )
}
