'use client'

import { Info20Regular } from '@fluentui/react-icons'
import styles from './wizard.module.css'

export function HelpCard({ title, text }: { title: string; text: string }) {
  return (
    <section className={styles.helpCard}>
      <h2>
        <Info20Regular aria-hidden />
        {title}
      </h2>
      <p>{text}</p>
    </section>
  )
}
