'use client'

import { useTranslations } from 'next-intl'
import styles from './site-login.module.css'
import type { SiteLogin } from './use-site-login.ts'

/** While the dialog is closed: that the checks go on, or wait, and what shows them. */
export function ChecksInBackground({ login, button }: { login: SiteLogin; button: string }) {
  const t = useTranslations('siteCheck')
  const { phase } = login.progress
  const key = login.isDialogOpen ? null : SENTENCES[phase]
  return (
    <div role="status" className={styles.quiet}>
      {key && t(key, { button })}
    </div>
  )
}

const SENTENCES: Partial<
  Record<SiteLogin['progress']['phase'], 'minimized' | 'minimizedAsking' | 'minimizedDone'>
> = {
  running: 'minimized',
  asking: 'minimizedAsking',
  'changed-key': 'minimizedAsking',
  passed: 'minimizedDone',
}
