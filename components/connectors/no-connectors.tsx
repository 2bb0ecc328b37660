'use client'

import { MailInbox24Regular } from '@fluentui/react-icons'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { LinkButton } from '#components/fields/link-button.tsx'
import styles from './connectors.module.css'

/** The Connectors tab before the first connector. */
export function NoConnectors({ canManage }: { canManage: boolean }) {
  const t = useTranslations('connectors')
  return (
    <div className={styles.empty}>
      <MailInbox24Regular aria-hidden />
      <h2>{t('emptyTitle')}</h2>
      <p>{t('emptyText')}</p>
      <div className={styles.buttons}>
        {canManage && (
          <LinkButton href="/data-connectors/wechat-archiver" appearance="primary">
            {t('emptyAdd')}
          </LinkButton>
        )}
        <Link href="/data-connectors">{t('emptyBrowse')}</Link>
      </div>
    </div>
  )
}
