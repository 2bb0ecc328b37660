'use client'

import { History20Regular, PersonQuestionMark20Regular, Search20Regular } from '@fluentui/react-icons'
import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import styles from './finish.module.css'

/** What makes sense after Finish: what waits in quarantine, the runs, and how the messages are found. */
export function FinishNext(props: {
  messageClass: string
  quarantinedCount: number
  runPage: string | null
  runsPage: string
}) {
  const t = useTranslations('finish.next')
  return (
    <section className={cards.stack} aria-labelledby="finish-next">
      <h2 id="finish-next">{t('title')}</h2>
      <div className={styles.next}>
        {props.runPage && props.quarantinedCount > 0 && (
          <div className={cards.card}>
            <PersonQuestionMark20Regular aria-hidden />
            <h3>
              <Link href={props.runPage as Route}>{t('quarantine', { count: props.quarantinedCount })}</Link>
            </h3>
            <p className={cards.quiet}>{t('quarantineText')}</p>
          </div>
        )}
        <div className={cards.card}>
          <History20Regular aria-hidden />
          <h3>
            <Link href={props.runsPage as Route}>{t('runs')}</Link>
          </h3>
          <p className={cards.quiet}>{t('runsText')}</p>
        </div>
        <div className={cards.card}>
          <Search20Regular aria-hidden />
          <h3>{t('find')}</h3>
          <p className={cards.quiet}>{t('findText')}</p>
          <p className={cards.mono}>{`itemclass:${props.messageClass.toLowerCase()}*`}</p>
        </div>
      </div>
    </section>
  )
}
