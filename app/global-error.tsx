'use client'

import { digestOf, type Fault } from '#components/notice/fault-notice.tsx'
import { app, fault } from '../messages/en.json'
import styles from './global-error.module.css'

/**
 * When the frame of all pages fails: there is no provider of texts, colours or components any more. Texts come from the
 * message file, colours from the system.
 */
export default function GlobalFault({ error, retry }: Fault) {
  const digest = digestOf(error)
  return (
    <html lang="en" className={styles.root}>
      <head>
        <title>{`${fault.title} - ${app.name}`}</title>
      </head>
      <body className={styles.body}>
        <main className={styles.main}>
          <h1>{fault.title}</h1>
          <p>{digest ? fault.onServer : fault.inBrowser}</p>
          <p>{fault.keeps.pages}</p>
          <p>
            <button type="button" onClick={() => retry()}>
              {fault.retry}
            </button>
          </p>
          {digest && <p>{fault.reference.replace('{reference}', digest)}</p>}
        </main>
      </body>
    </html>
  )
}
