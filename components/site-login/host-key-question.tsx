'use client'

import { useTranslations } from 'next-intl'
import { CopyButton } from './copy-button.tsx'
import styles from './site-login.module.css'

/** What to compare before the host key of a site that was never seen is trusted. Nothing is trusted by itself. */
export function HostKeyQuestion({ hostKey, algorithm }: { hostKey: string; algorithm: string }) {
  const t = useTranslations('siteCheck')
  const tLogin = useTranslations('login')
  return (
    <div className={styles.panel}>
      <p>{t('unseen')}</p>
      <div className={styles.row}>
        <span className={styles.tag}>{algorithm}</span>
        <span className={styles.rowEnd}>
          <CopyButton text={hostKey} />
        </span>
      </div>
      <p className={styles.fingerprint}>
        <span className="visually-hidden">{tLogin('fingerprint')}: </span>
        {hostKey}
      </p>
      <p className={styles.quiet}>{t('unseenHint')}</p>
    </div>
  )
}
