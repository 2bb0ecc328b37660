'use client'

import {
  ArrowUndo20Regular,
  Attach20Regular,
  Call20Regular,
  Chat20Regular,
  Edit20Regular,
  People20Regular,
  SubtractCircle20Regular,
} from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import styles from './product.module.css'

const ARCHIVED = [
  ['chats', <Chat20Regular key="icon" />],
  ['groups', <People20Regular key="icon" />],
  ['calls', <Call20Regular key="icon" />],
  ['files', <Attach20Regular key="icon" />],
  ['recalled', <ArrowUndo20Regular key="icon" />],
  ['edited', <Edit20Regular key="icon" />],
] as const

const NOT_ARCHIVED = ['unregistered', 'beforeStart', 'tooLarge'] as const

/** What becomes an item in a mailbox, and what does not. */
export function WhatItArchives() {
  const t = useTranslations('product')
  return (
    <section className={cards.card}>
      <h2>{t('archivesTitle')}</h2>
      <ul className={styles.list}>
        {ARCHIVED.map(([key, icon]) => (
          <li key={key}>
            {icon}
            <span>
              <span className={styles.strong}>{t(`archives.${key}`)}</span>
              <span className={styles.small}>{t(`archivesText.${key}`)}</span>
            </span>
          </li>
        ))}
      </ul>
      <h3 className={styles.subTitle}>{t('archivesNotTitle')}</h3>
      <ul className={styles.plain}>
        {NOT_ARCHIVED.map((key) => (
          <li key={key} className={styles.not}>
            <SubtractCircle20Regular />
            {t(`archivesNot.${key}`)}
          </li>
        ))}
      </ul>
    </section>
  )
}
