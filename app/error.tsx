'use client'

import { Button } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import styles from '#components/sign-in/sign-in.module.css'

export default function FaultPage({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  const t = useTranslations('fault')
  return (
    <main className={styles.notice}>
      <h1>{t('title')}</h1>
      <p>{t('text')}</p>
      {error.digest && <p>{t('reference', { reference: error.digest })}</p>}
      <div>
        <Button appearance="primary" onClick={reset}>
          {t('retry')}
        </Button>
      </div>
    </main>
  )
}
