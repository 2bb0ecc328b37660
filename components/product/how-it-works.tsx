'use client'

import {
  ChevronRight16Regular,
  Database24Regular,
  MailInbox24Regular,
  Phone24Regular,
  Server24Regular,
} from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import styles from './product.module.css'

const STAGES = [
  ['app', <Phone24Regular key="icon" />],
  ['site', <Server24Regular key="icon" />],
  ['storage', <Database24Regular key="icon" />],
  ['mailboxes', <MailInbox24Regular key="icon" />],
] as const

/** The way of a message, and what this installation has set for its source and its target. */
export function HowItWorks(props: {
  site: { host: string; port: number; folder: string }
  container: string
  folderName: string
  messageClass: string
}) {
  const t = useTranslations('product')
  return (
    <section className={cards.card}>
      <h2>{t('worksTitle')}</h2>
      <ol className={styles.stages}>
        {STAGES.map(([key, icon], index) => (
          <li key={key}>
            <span className={styles.stageHead}>
              <span className={styles.stageTile}>{icon}</span>
              {index < STAGES.length - 1 && <ChevronRight16Regular className={styles.stageArrow ?? ''} />}
            </span>
            <span className={styles.strong}>{t(`works.${key}`)}</span>
            <span className={styles.small}>{t(`worksText.${key}`)}</span>
          </li>
        ))}
      </ol>
      <dl className={`${cards.facts} ${styles.ends}`}>
        <dt>{t('source')}</dt>
        <dd>
          {t.rich('sourceText', {
            ...props.site,
            mono: (chunks) => <span className={cards.mono}>{chunks}</span>,
          })}
        </dd>
        <dt>{t('keptIn')}</dt>
        <dd>
          {t.rich('keptInText', {
            container: props.container,
            mono: (chunks) => <span className={cards.mono}>{chunks}</span>,
          })}
        </dd>
        <dt>{t('target')}</dt>
        <dd>
          {t.rich('targetText', {
            folder: props.folderName,
            messageClass: props.messageClass,
            mono: (chunks) => <span className={cards.mono}>{chunks}</span>,
          })}
        </dd>
      </dl>
    </section>
  )
}
