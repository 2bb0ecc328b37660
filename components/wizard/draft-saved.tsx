'use client'

import { Tooltip } from '@fluentui/react-components'
import { useFormatter, useTranslations } from 'next-intl'
import { useBrowserTimeZone } from './use-browser-time-zone.ts'
import styles from './wizard-frame.module.css'

/** `Draft saved 08:36`, by the clock of whoever looks; the date and the zone on hover and focus. */
export function DraftSaved({ at }: { at: Date }) {
  const t = useTranslations('wizard')
  const format = useFormatter()
  const timeZone = useBrowserTimeZone()
  if (!timeZone) return null
  const time = { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const day = { timeZone, day: 'numeric', month: 'short' } as const
  const isToday = format.dateTime(at, day) === format.dateTime(new Date(), day)
  const exact = format.dateTime(at, { ...time, ...day, year: 'numeric', timeZoneName: 'short' })
  return (
    <Tooltip content={exact} relationship="description">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time shows on focus too, WCAG 1.4.13 */}
      <span className={styles.saved} tabIndex={0}>
        {t('draftSaved', { when: format.dateTime(at, isToday ? time : { ...time, ...day }) })}
      </span>
    </Tooltip>
  )
}
