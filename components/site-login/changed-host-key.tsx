'use client'

import { Checkbox } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import styles from './site-login.module.css'

/** A site that shows another key than the trusted one: both are shown, and going on takes a second thought. */
export function ChangedHostKey(props: {
  sentence: string
  trustedHostKey: string
  offeredHostKey: string
  isConfirmed: boolean
  onConfirmedChange: (isConfirmed: boolean) => void
}) {
  const t = useTranslations('siteCheck')
  return (
    <div className={styles.panel}>
      <p>{props.sentence}</p>
      <dl className={styles.keys}>
        <dt>{t('trustedBefore')}</dt>
        <dd className={styles.fingerprint}>{props.trustedHostKey}</dd>
        <dt>{t('offeredNow')}</dt>
        <dd className={styles.fingerprint}>{props.offeredHostKey}</dd>
      </dl>
      <p>{t('changedHint')}</p>
      <Checkbox
        checked={props.isConfirmed}
        onChange={(_, data) => props.onConfirmedChange(data.checked === true)}
        label={t('confirmed')}
      />
    </div>
  )
}
