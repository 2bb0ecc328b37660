'use client'

import { Checkbox } from '@fluentui/react-components'
import { CheckmarkCircle20Filled, Circle20Regular } from '@fluentui/react-icons'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { When } from '#components/fields/when.tsx'
import type { ConfirmedPrerequisite } from '#lib/domain/prerequisites.ts'
import styles from './product.module.css'

export type ConfirmAction = Action<
  { typeId: string; prerequisite: ConfirmedPrerequisite; isConfirmed: boolean },
  { isConfirmed: boolean }
>

/** What the app cannot look at: an admin ticks it, and everyone sees who did. It keeps nobody from adding a connector. */
export function ConfirmedPrerequisiteRow(props: {
  typeId: string
  prerequisite: ConfirmedPrerequisite
  confirmed: { by: string; at: Date } | null
  canManage: boolean
  action: ConfirmAction
}) {
  const t = useTranslations('product')
  const router = useRouter()
  const textId = useId()
  const { call, isPending, refusal } = useCall(props.action)
  const { typeId, prerequisite, confirmed } = props
  // The tick is there at once; what the server says takes its place.
  const [ticked, setTicked] = useState<boolean | null>(null)
  const title = t(`confirmations.${prerequisite}`)
  return (
    <li className={styles.check}>
      {props.canManage ? (
        <Checkbox
          className={styles.tick ?? ''}
          checked={ticked ?? confirmed !== null}
          aria-label={title}
          aria-describedby={textId}
          aria-busy={isPending}
          onChange={(_, { checked }) => {
            if (isPending) return
            setTicked(checked === true)
            call(
              { typeId, prerequisite, isConfirmed: checked === true },
              { onDone: () => router.refresh(), onRefused: () => setTicked(null) },
            )
          }}
        />
      ) : confirmed ? (
        <CheckmarkCircle20Filled className={styles.met ?? ''} aria-hidden />
      ) : (
        <Circle20Regular aria-hidden />
      )}
      <div>
        <span className={styles.strong}>{title}</span>
        <p id={textId} className={styles.small}>
          {t(`confirmationsText.${prerequisite}`)}{' '}
          {confirmed
            ? t.rich('confirmedBy', {
                name: confirmed.by,
                when: () => <When at={confirmed.at} timeZone="UTC" />,
              })
            : t('confirmedByNobody')}
        </p>
        <RefusalMessage refusal={refusal} />
      </div>
    </li>
  )
}
