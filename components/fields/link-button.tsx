import type { Route } from 'next'
import type { ReactNode } from 'react'
import { Link } from '#components/fields/link.tsx'
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
