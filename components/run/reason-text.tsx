import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import styles from './run.module.css'

/**
 * A reason of the ledger in words, what was said about it, and its code small below: the code is what one looks up,
 * and all there is to go by when it has no words yet.
 */
export function ReasonText(props: {
  /** Where its words are: `run.reasons` is for items and deliveries. */
  of: 'reasons' | 'packageReasons'
  reason: string
  detail: string | null
  people?: PersonWithoutMailbox[]
}) {
  const t = useTranslations('run')
  const key = `${props.of}.${props.reason}` as Parameters<typeof t>[0]
  return (
    <>
      {t.has(key) ? t(key) : t(`${props.of}.other`)}
      {props.people && props.people.length > 0 && <People people={props.people} />}
      {props.detail && <div className={cards.quiet}>{props.detail}</div>}
      <div className={cards.mono}>
        <span className="visually-hidden">{t('code')}: </span>
        {props.reason}
      </div>
    </>
  )
}

export type PersonWithoutMailbox = { id: string; reason: string }

function People({ people }: { people: PersonWithoutMailbox[] }) {
  const t = useTranslations('run.people')
  return (
    <ul className={styles.people}>
      {people.map(({ id, reason }) => {
        const key = reason as Parameters<typeof t>[0]
        return (
          <li key={id}>
            <bdi>{id}</bdi>: {t.has(key) ? t(key) : t('other')}
          </li>
        )
      })}
    </ul>
  )
}
