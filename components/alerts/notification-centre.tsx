'use client'

import {
  Button,
  DrawerBody,
  DrawerHeader,
  MessageBar,
  MessageBarBody,
  OverlayDrawer,
} from '@fluentui/react-components'
import { Dismiss24Regular } from '@fluentui/react-icons'
import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { CallButton } from '#components/fields/call-button.tsx'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import { LinkButton } from '#components/fields/link-button.tsx'
import { When } from '#components/fields/when.tsx'
import { alertPath } from '#lib/domain/alert-path.ts'
import styles from './alerts.module.css'
import { SeverityIcon } from './severity-icon.tsx'
import type { ToldNews } from './use-alert-news.ts'
import { useAlertWords } from './use-alert-words.ts'

/** The newest alerts beside the page. There only while it is open, as ConfirmDialog is. */
export function NotificationCentre(props: {
  news: ToldNews | null
  isPending: boolean
  /** Null: all of them. */
  onRead: (alertId: string | null) => void
  onClose: () => void
}) {
  const t = useTranslations('alerts.bell')
  const { news, onClose } = props
  return (
    <OverlayDrawer
      open
      position="end"
      className={styles.drawer ?? ''}
      aria-labelledby="notification-centre-title"
      onOpenChange={(_, data) => {
        if (!data.open) onClose()
      }}
    >
      <DrawerHeader>
        <div className={styles.head}>
          <h2 id="notification-centre-title">{t('title')}</h2>
          <Button appearance="subtle" icon={<Dismiss24Regular />} aria-label={t('close')} onClick={onClose} />
        </div>
      </DrawerHeader>
      <DrawerBody>
        {!news && <p>{t('unknown')}</p>}
        {news && news.undelivered > 0 && (
          <MessageBar intent="error" layout="multiline" className={styles.note ?? ''}>
            <MessageBarBody>
              {t('undelivered', { count: news.undelivered })}{' '}
              <Link href="/alerts?delivery=failed" onClick={onClose}>
                {t('undeliveredLink')}
              </Link>
            </MessageBarBody>
          </MessageBar>
        )}
        {news?.newest.length === 0 && <p>{t('none')}</p>}
        {news && news.newest.length > 0 && (
          <ul className={styles.news}>
            {news.newest.map((alert) => (
              <NewsItem key={alert.id} alert={alert} onGo={() => go(alert)} />
            ))}
          </ul>
        )}
        <div className={styles.foot}>
          <LinkButton href="/alerts">{t('all')}</LinkButton>
          {/* There when all are read too: whoever has just pressed it keeps the focus, and Esc its meaning. */}
          <CallButton
            isPending={props.isPending}
            disabledReason={(news?.unread ?? 0) > 0 ? null : t('allRead')}
            onClick={() => props.onRead(null)}
          >
            {t('markAll')}
          </CallButton>
        </div>
      </DrawerBody>
    </OverlayDrawer>
  )

  function go(alert: ToldNews['newest'][number]) {
    if (alert.isUnread) props.onRead(alert.id)
    onClose()
  }
}

function NewsItem({ alert, onGo }: { alert: ToldNews['newest'][number]; onGo: () => void }) {
  const t = useTranslations('alerts.bell')
  const { title } = useAlertWords()(alert)
  return (
    <li className={alert.isUnread ? styles.unread : undefined}>
      <SeverityIcon kind={alert.kind} state={alert.state} />
      <div>
        <p>
          <Link href={alertPath(alert) as Route} onClick={onGo}>
            {title}
          </Link>
        </p>
        <p className={cards.quiet}>
          <When at={new Date(alert.raisedAt)} timeZone={alert.timeZone} />
        </p>
      </div>
      {alert.isUnread && (
        <span className={styles.dot}>
          <span className="visually-hidden">{t('unread')}</span>
        </span>
      )}
    </li>
  )
}
