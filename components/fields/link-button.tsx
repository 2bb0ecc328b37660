import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import styles from './link-button.module.css'

/** A link that looks like a button: it goes somewhere, so it is a link to the keyboard and to screen readers. */
export function LinkButton<T extends string>(props: {
  href: Route<T>
  appearance?: 'primary' | 'secondary'
  size?: 'small'
  label?: string
  children: ReactNode
}) {
  const className = [
    styles.button,
    props.appearance === 'primary' && styles.primary,
    props.size && styles[props.size],
  ]
    .filter(Boolean)
    .join(' ')
  return (
    <Link href={props.href} className={className} aria-label={props.label}>
      {props.children}
    </Link>
  )
}
