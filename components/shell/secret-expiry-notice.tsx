'use client'

import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useFormatter, useTranslations } from 'next-intl'
import styles from './shell.module.css'

/** On every page, because nothing is imported and nobody signs in any more once it has happened. */
export function SecretExpiryNotice({ expiresOn, daysLeft }: { expiresOn: string; daysLeft: number }) {
  const t = useTranslations('shell.secretExpiry')
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
