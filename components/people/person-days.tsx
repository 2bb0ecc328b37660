'use client'

import { useTranslations } from 'next-intl'
import { SHOWN_DAYS } from '#lib/domain/archived-person.ts'
import { addDays, type LocalDate } from '#lib/domain/wall-clock.ts'
import styles from './people.module.css'

/** The last dates, those with a message as marks. Its words say how many; the date of the last one stands beside it. */
export function PersonDays(props: { days: readonly LocalDate[]; asOf: LocalDate; isSilent: boolean }) {
  const t = useTranslations('people')
  const had = new Set(props.days)
  const dates = Array.from({ length: SHOWN_DAYS }, (_, index) => addDays(props.asOf, index + 1 - SHOWN_DAYS))
  return (
    <span
      role="img"
      aria-label={t('daysOf', { count: had.size, days: SHOWN_DAYS })}
      className={props.isSilent ? `${styles.days} ${styles.silentDays}` : styles.days}
    >
      {dates.map((date) => (
        <span key={date} className={had.has(date) ? styles.day : styles.noDay} />
      ))}
    </span>
  )
}
