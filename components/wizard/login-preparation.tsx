import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import styles from './wizard.module.css'

/** What has to be done at TeleMessage before a log-in can succeed. */
export function LoginPreparation() {
  const t = useTranslations('login')
  return (
    <>
      <NumberedPart number={1} title={t('step1Title')} text={t('step1')} />
      <NumberedPart number={2} title={t('step2Title')} text={t('step2')} />
    </>
  )
}

export function NumberedPart(props: {
  number: number
  title: string
  text: string
  isCurrent?: boolean
  children?: ReactNode
}) {
  return (
    <section className={styles.numbered}>
      <span
        className={props.isCurrent ? `${styles.number} ${styles.numberCurrent}` : styles.number}
        aria-hidden
      >
        {props.number}
      </span>
      <div className={styles.form}>
        <div>
          <h2>{props.title}</h2>
          <p className={styles.intro}>{props.text}</p>
        </div>
        {props.children}
      </div>
    </section>
  )
}
