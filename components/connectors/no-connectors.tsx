'use client'

import {
  ArrowRight24Regular,
  ChatMultiple32Regular,
  DocumentTable20Regular,
  Key20Regular,
  Mail32Regular,
  Timer20Regular,
} from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { LinkButton } from '#components/fields/link-button.tsx'
import styles from './connectors.module.css'

const HINTS = [
  ['ready', <Key20Regular key="icon" />],
  ['mapping', <DocumentTable20Regular key="icon" />],
  ['first', <Timer20Regular key="icon" />],
] as const

/** The Connectors tab before the first connector. */
export function NoConnectors({ canManage }: { canManage: boolean }) {
  const t = useTranslations('connectors')
  return (
    <div className={styles.empty}>
      <div className={styles.emptyPicture} aria-hidden>
        <span className={styles.emptyTile}>
          <ChatMultiple32Regular />
        </span>
        <ArrowRight24Regular />
        <span className={styles.emptyTile}>
          <Mail32Regular />
        </span>
      </div>
      <h2>{t('emptyTitle')}</h2>
      <p>{canManage ? t('emptyText') : t('emptyReader')}</p>
      <div className={styles.buttons}>
        {canManage && (
          <LinkButton href="/data-connectors/wechat-archiver" appearance="primary">
            {t('emptyAdd')}
          </LinkButton>
        )}
        <LinkButton href="/data-connectors">{t('emptyBrowse')}</LinkButton>
      </div>
      {canManage && (
        <ul className={styles.hints}>
          {HINTS.map(([key, icon]) => (
            <li key={key}>
              {icon}
              <span>
                <span className={styles.strong}>{t(`hints.${key}`)}</span>
                <br />
                <span className={styles.quiet}>{t(`hintsText.${key}`)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
