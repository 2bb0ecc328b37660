'use client'

import { Button } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { useWatch } from 'react-hook-form'
import styles from './site-login.module.css'
import type { SiteLogin } from './use-site-login.ts'

/** The key that the site is known by, and a way to be asked about it again. */
export function HostKeySetting({ login }: { login: SiteLogin }) {
  const t = useTranslations('login')
  const { stored, form } = login
  const [host, port, isForgotten] = useWatch({
    control: form.control,
    name: ['host', 'port', 'forgetHostKey'],
  })
  const isSameSite = stored?.host === host?.trim().toLowerCase() && stored?.port === String(port)
  const hostKey = isSameSite ? stored?.hostKey : null
  return (
    <div>
      <div id="host-key-label">{t('hostKey')}</div>
      {hostKey ? (
        <div className={styles.row}>
          <span className={styles.mono}>{hostKey}</span>
          <Button
            size="small"
            aria-describedby="host-key-label"
            onClick={() => form.setValue('forgetHostKey', !isForgotten)}
          >
            {isForgotten ? t('undoForget') : t('forget')}
          </Button>
        </div>
      ) : (
        <p className={styles.quiet}>{stored?.hostKey ? t('hostKeyElsewhere') : t('hostKeyNone')}</p>
      )}
      <p role="status" className={styles.quiet}>
        {hostKey && isForgotten && t('forgotten')}
      </p>
    </div>
  )
}
