'use client'

import { Button, CounterBadge } from '@fluentui/react-components'
import { Alert20Regular, AlertUrgent20Filled } from '@fluentui/react-icons'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { type Action, useCall } from '#components/fields/use-call.ts'
import type { MarkAlertsReadInput } from '#lib/domain/alert-inputs.ts'
import { useToldNews } from './alert-news-provider.tsx'
import styles from './alerts.module.css'

export type MarkReadAction = Action<MarkAlertsReadInput, null>

const NotificationCentre = dynamic(
  () => import('./notification-centre.tsx').then((module) => module.NotificationCentre),
  { ssr: false },
)

const MOST_COUNTED = 99

/** How many alerts a person has not read, on every page; opens the newest of them. */
export function AlertBell({ markRead }: { markRead: MarkReadAction }) {
  const t = useTranslations('alerts.bell')
  const { news, refresh } = useToldNews()
  const { call, isPending } = useCall(markRead)
  const [isOpen, setIsOpen] = useState(false)
  const ref = useRef<HTMLSpanElement>(null)
  const wasOpen = useRef(false)
  useEffect(() => {
    if (wasOpen.current && !isOpen) ref.current?.querySelector('button')?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  const count = news?.unread ?? 0
  const isUndelivered = (news?.undelivered ?? 0) > 0
  const label = isUndelivered ? t('labelUndelivered', { count }) : t('label', { count })
  return (
    <span ref={ref} className={styles.bell}>
      <Button
        appearance="subtle"
        icon={isUndelivered ? <AlertUrgent20Filled /> : <Alert20Regular />}
        aria-label={news ? label : t('title')}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      />
      {count > 0 && (
        // A frame of its own: a badge has a position that is its own.
        <span className={styles.count} aria-hidden>
          <CounterBadge size="small" color="danger" count={count} overflowCount={MOST_COUNTED} />
        </span>
      )}
      {isOpen && (
        <NotificationCentre
          news={news}
          isPending={isPending}
          onRead={(alertId) => call({ alertId }, { onDone: () => void refresh() })}
          onClose={() => setIsOpen(false)}
        />
      )}
    </span>
  )
}
