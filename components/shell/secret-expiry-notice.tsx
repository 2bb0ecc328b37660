'use client'

import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useFormatter, useTranslations } from 'next-intl'
import type { CredentialExpiry } from '#lib/domain/secret-expiry.ts'
import styles from './shell.module.css'

/** On every page, because nothing is imported any more once it has happened; without a secret nobody signs in either. */
export function SecretExpiryNotice({ kind, expiresOn, daysLeft }: CredentialExpiry) {
  const t = useTranslations(`shell.${kind}Expiry`)
  const format = useFormatter()
  const date = format.dateTime(new Date(`${expiresOn}T00:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' })
  return (
    <MessageBar
      intent={daysLeft > 0 ? 'warning' : 'error'}
      layout="multiline"
      className={styles.notice ?? ''}
    >
      <MessageBarBody>
        <MessageBarTitle>
          {daysLeft > 0 ? t('soon', { daysLeft, date }) : t('expired', { date })}
        </MessageBarTitle>
        {t('do')}
      </MessageBarBody>
    </MessageBar>
  )
}
