'use client'

import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { tellSignedIn } from '#components/fields/session-news.ts'
import styles from '#components/notice/notice.module.css'
import { NoticeCard } from '#components/notice/notice-card.tsx'

/** The end of a sign-in in a window of its own. No browser lets it close itself after the way over Entra ID. */
export function SignedInNotice() {
  const t = useTranslations('session')
  useEffect(tellSignedIn, [])
  return (
    <main className={styles.main}>
      <NoticeCard icon="done" title={t('doneTitle')} text={t('doneText')} />
    </main>
  )
}
