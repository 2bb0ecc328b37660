'use client'

import { useSyncExternalStore } from 'react'
import { digestOf, type Fault } from '#components/notice/fault-notice.tsx'
import { LANGUAGE_COOKIE, type Language, toLanguage } from '#lib/domain/languages.ts'
import words from '../messages/frame-fault.json'
import styles from './global-error.module.css'

/**
 * When the frame of all pages fails: there is no provider of texts, colours or components any more. Texts come from a
 * message file of its own, which every page carries, and colours from the system.
 */
export default function GlobalFault({ error, retry }: Fault) {
  const language = useSyncExternalStore(neverChanges, readLanguage, () => 'en-GB' as const)
  const fault = words[language]
  const digest = digestOf(error)
  return (
    <html lang={language} className={styles.root}>
      <head>
        <title>{`${fault.title} - ${fault.app}`}</title>
      </head>
      <body className={styles.body}>
        <main className={styles.main}>
          <h1>{fault.title}</h1>
          <p>{digest ? fault.onServer : fault.inBrowser}</p>
          <p>{fault.keeps}</p>
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

const neverChanges = () => () => {}

function readLanguage(): Language {
  const chosen = document.cookie.match(new RegExp(`(?:^|; )${LANGUAGE_COOKIE}=([^;]*)`))?.[1]
  return toLanguage(chosen, navigator.languages.join(','))
}
