'use client'

import {
  CheckmarkCircle24Regular,
  DocumentSearch24Regular,
  ErrorCircle24Regular,
  LockClosed24Regular,
} from '@fluentui/react-icons'
import type { ReactNode } from 'react'
import styles from './notice.module.css'
import { PageTitle } from './page-title.tsx'

const ICONS = {
  lock: <LockClosed24Regular />,
  search: <DocumentSearch24Regular />,
  fault: <ErrorCircle24Regular />,
  done: <CheckmarkCircle24Regular />,
}

/** Says in place of a page why it is not there, and where to go on. */
export function NoticeCard(props: {
  icon: keyof typeof ICONS
  title: string
  text: string
  children?: ReactNode
  /** What can be done; the first is the page's primary action. */
  actions?: ReactNode
  /** For whoever looks into the log. */
  reference?: string | null
}) {
  return (
    <section className={styles.card}>
      <PageTitle title={props.title} />
      <span className={styles.icon} aria-hidden>
        {ICONS[props.icon]}
      </span>
      <h1>{props.title}</h1>
      <p className={styles.text}>{props.text}</p>
      {props.children}
      {(props.actions || props.reference) && (
        <div className={styles.foot}>
          {props.actions}
          {props.reference && <span className={styles.reference}>{props.reference}</span>}
        </div>
      )}
    </section>
  )
}
