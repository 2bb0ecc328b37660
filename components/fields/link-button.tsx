import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import styles from './link-button.module.css'

/** A link that looks like a button: it goes somewhere, so it is a link to the keyboard and to screen readers. */
export function LinkButton<T extends string>(props: {
  href: Route<T>
  appearance?: 'primary' | 'secondary'
  label?: string
  children: ReactNode
}) {
  const className = props.appearance === 'primary' ? `${styles.button} ${styles.primary}` : styles.button
  return (
    <Link href={props.href} className={className ?? ''} aria-label={props.label}>
      {props.children}
    </Link>
  )
}
