'use client'

import { Info20Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import styles from './product.module.css'

const KEPT = ['packages', 'ledger', 'password'] as const

/** Whose systems handle the data, and what this installation keeps of it. */
export function DataNotice() {
  const t = useTranslations('product')
  return (
    <section className={cards.card}>
      <h2>{t('noticeTitle')}</h2>
      <div className={styles.notice}>
        <Info20Regular aria-hidden />
        <div className={styles.noticeText}>
          <p>{t('noticeThirdParty')}</p>
          <p>{t('noticeHere')}</p>
        </div>
      </div>
      <dl className={styles.kept}>
        {KEPT.map((key) => (
          <div key={key}>
            <dt className={styles.strong}>{t(`kept.${key}`)}</dt>
            <dd className={styles.small}>{t(`keptText.${key}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
