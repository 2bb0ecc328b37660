'use client'

import { CheckmarkCircle16Filled, ErrorCircle16Filled } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import styles from './shell.module.css'

const ASK_EVERY_MS = 60_000
const TIMEOUT_MS = 10_000

/** Whether the web service is ready, asked now and then. Empty until the first answer: nothing is claimed before. */
export function ServiceState() {
  const t = useTranslations('shell')
  const [isReady, setIsReady] = useState<boolean | null>(null)
  useEffect(() => {
    let isOver = false
    const ask = async () => {
      if (document.visibilityState !== 'visible') return
      const answer = await fetch('/api/health/ready', {
        cache: 'no-store',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch(() => null)
      if (!isOver) setIsReady(answer?.ok ?? false)
    }
    void ask()
    const timer = setInterval(() => void ask(), ASK_EVERY_MS)
    return () => {
      isOver = true
      clearInterval(timer)
    }
  }, [])
  return (
    <p className={styles.service} role="status">
      {isReady === true && (
        <>
          <CheckmarkCircle16Filled className={styles.running ?? ''} aria-hidden />
          {t('serviceReady')}
        </>
      )}
      {isReady === false && (
        <>
          <ErrorCircle16Filled className={styles.notReady ?? ''} aria-hidden />
          {t('serviceNotReady')}
        </>
      )}
    </p>
  )
}
