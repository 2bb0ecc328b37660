import type { ReactNode } from 'react'
import cards from '#components/fields/card.module.css'
import styles from './connector.module.css'

/** Settings that belong together, and beside their title the way to change them. */
export function SettingGroup(props: {
  title: string
  edit?: ReactNode
  note?: ReactNode
  children: ReactNode
}) {
  return (
    <section className={cards.card}>
      <div className={cards.cardHead}>
        <h2>{props.title}</h2>
        {props.edit && <div className={styles.row}>{props.edit}</div>}
      </div>
      <dl className={cards.facts}>{props.children}</dl>
      {props.note && <div className={`${cards.quiet} ${styles.note}`}>{props.note}</div>}
    </section>
  )
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  )
}
