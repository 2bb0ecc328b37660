'use client'

import {
  ArrowUndo20Regular,
  Attach20Regular,
  Call20Regular,
  Chat20Regular,
  CheckmarkCircle20Filled,
  Circle20Regular,
  Database20Regular,
  Edit20Regular,
  MailInbox20Regular,
  People20Regular,
  Phone20Regular,
  Server20Regular,
} from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import styles from './product.module.css'

const ARCHIVES = {
  chats: <Chat20Regular />,
  groups: <People20Regular />,
  calls: <Call20Regular />,
  files: <Attach20Regular />,
  recalled: <ArrowUndo20Regular />,
  edited: <Edit20Regular />,
}

const WORKS = {
  app: <Phone20Regular />,
  site: <Server20Regular />,
  storage: <Database20Regular />,
  mailboxes: <MailInbox20Regular />,
}

/** What the connector type archives and how it works. */
export function ProductDetails() {
  const t = useTranslations('product')
  return (
    <>
      <section className={cards.card}>
        <h2>{t('archivesTitle')}</h2>
        <ul className={styles.list}>
          {keysOf(ARCHIVES).map((key) => (
            <li key={key}>
              {ARCHIVES[key]}
              {t(`archives.${key}`)}
            </li>
          ))}
        </ul>
      </section>
      <section className={cards.card}>
        <h2>{t('worksTitle')}</h2>
        <ol className={styles.list}>
          {keysOf(WORKS).map((key) => (
            <li key={key}>
              {WORKS[key]}
              {t(`works.${key}`)}
            </li>
          ))}
        </ol>
      </section>
      <section className={cards.card}>
        <h2>{t('noticeTitle')}</h2>
        <p>{t('notice')}</p>
      </section>
    </>
  )
}

/** What an admin needs at hand. Only the role can be checked from here. */
export function BeforeYouBegin({ hasRole }: { hasRole: boolean }) {
  const t = useTranslations('product')
  return (
    <section className={cards.card}>
      <h2>{t('readyTitle')}</h2>
      <ul className={styles.plain}>
        <li>
          {hasRole ? <CheckmarkCircle20Filled /> : <Circle20Regular />}
          {hasRole ? t('ready.role') : t('adminOnly')}
        </li>
        <li>
          <Circle20Regular />
          {t('ready.account')}
        </li>
        <li>
          <Circle20Regular />
          {t('ready.phones')}
        </li>
      </ul>
    </section>
  )
}

function keysOf<Key extends string>(record: Record<Key, unknown>): Key[] {
  return Object.keys(record) as Key[]
}
