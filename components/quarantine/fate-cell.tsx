'use client'

import { CheckmarkCircle20Filled, PersonQuestionMark20Regular } from '@fluentui/react-icons'
import { useFormatter, useTranslations } from 'next-intl'
import tone from '#components/fields/tone.module.css'
import { type Acknowledgement, isDeliverable, type WaitingFate } from '#lib/domain/waiting.ts'
import styles from './quarantine.module.css'
import { useFateText } from './use-fate-text.ts'

/** Whether it would be delivered now, and what somebody has written beside it. */
export function FateCell(props: {
  fate: WaitingFate
  acknowledged: Acknowledgement | null
  timeZone: string
}) {
  const t = useTranslations('quarantine')
  const format = useFormatter()
  const { fate, acknowledged } = props
  const { title, detail } = useFateText()(fate)
  return (
    <div>
      <div className={styles.fate}>
        {isDeliverable(fate.verdict) ? (
          <CheckmarkCircle20Filled className={tone.good ?? ''} aria-hidden />
        ) : (
          <PersonQuestionMark20Regular className={tone.neutral ?? ''} aria-hidden />
        )}
        <span>
          {title}
          <span className={styles.second}>{detail}</span>
        </span>
      </div>
      {acknowledged && (
        <p className={styles.note}>
          {t('acknowledged', {
            by: acknowledged.by,
            when: format.dateTime(acknowledged.at, {
              timeZone: props.timeZone,
              day: 'numeric',
              month: 'short',
              year: 'numeric',
            }),
            note: acknowledged.note,
          })}
        </p>
      )}
    </div>
  )
}
