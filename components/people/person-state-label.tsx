'use client'

import {
  AlertOff16Regular,
  CheckmarkCircle16Filled,
  MailError16Regular,
  PersonDelete16Regular,
  PersonWarning16Regular,
  SubtractCircle16Regular,
} from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { useShortReason } from '#components/connector/use-short-reason.ts'
import { useCalendarDate } from '#components/fields/use-calendar-date.ts'
import type { ArchivedPerson, PersonState } from '#lib/domain/archived-person.ts'
import styles from './people.module.css'

const ICONS = {
  silent: PersonWarning16Regular,
  'mailbox-problem': MailError16Regular,
  muted: AlertOff16Regular,
  quiet: SubtractCircle16Regular,
  gone: PersonDelete16Regular,
  writing: CheckmarkCircle16Filled,
} satisfies Record<PersonState, unknown>

/** How somebody stands, and who has said what of it. */
export function PersonStateLabel({ person: { state, mute, failing } }: { person: ArchivedPerson }) {
  const t = useTranslations('people')
  const date = useCalendarDate()
  const shortReason = useShortReason()
  const Icon = ICONS[state]
  return (
    <span className={styles.state}>
      <Icon aria-hidden className={styles[state] ?? ''} />
      <span>
        <span className={styles.line}>{t(`states.${state}`)}</span>
        {!mute && (state === 'silent' || state === 'gone') && (
          <span className={styles.second}>{t(`means.${state}`)}</span>
        )}
        {failing && (
          <span className={styles.second}>
            {t('failing', { count: failing.count, reason: shortReason(failing.reason) })}
          </span>
        )}
        {mute && (
          <span className={styles.second}>
            {t('mutedUntil', { date: date(mute.until), by: mute.by, reason: mute.reason })}
          </span>
        )}
      </span>
    </span>
  )
}
