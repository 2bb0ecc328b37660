'use client'

import {
  ArrowClockwise20Regular,
  ArrowDownload20Regular,
  CheckmarkCircle20Regular,
  PersonAdd20Regular,
} from '@fluentui/react-icons'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { type Command, CommandBar, focusCommand } from '#components/fields/command-bar.tsx'
import { downloadAddress } from '#components/fields/download-address.ts'
import type { WaitingPerson } from '#lib/domain/waiting.ts'
import { type AcknowledgeAction, AcknowledgeQuestion } from './acknowledge-question.tsx'
import { addRowAddress } from './add-row-address.ts'

const ACKNOWLEDGE = 'acknowledge'

/** What can be done with the rows that are chosen. `manage` null: to read only. */
export function WaitingCommands(props: {
  connectorId: string
  chosen: { subject: string; person: WaitingPerson }[]
  exportAddress: string
  manage: {
    acknowledge: AcknowledgeAction
    isDelivering: boolean
    deliverDisabledReason: string | null
    onDeliver: () => void
    onAcknowledged: (count: number) => void
  } | null
}) {
  const t = useTranslations('quarantine.commands')
  const router = useRouter()
  const bar = useRef<HTMLDivElement>(null)
  const [isAsking, setIsAsking] = useState(false)
  const { chosen, manage } = props
  const none = chosen.length === 0 ? t('chooseFirst') : null
  const only = chosen.length === 1 ? chosen[0] : undefined
  const rowAddress = only && addRowAddress(props.connectorId, only.person)
  const commands: Command[] = [
    ...(manage
      ? [
          {
            id: 'deliver',
            label: t('deliver'),
            icon: <ArrowClockwise20Regular />,
            isPending: manage.isDelivering,
            disabledReason: none ?? manage.deliverDisabledReason,
            onRun: manage.onDeliver,
          },
          {
            id: 'add-row',
            label: t('addRow'),
            icon: <PersonAdd20Regular />,
            disabledReason: rowAddress ? null : t('chooseOne'),
            onRun: () => rowAddress && router.push(rowAddress),
          },
          {
            id: ACKNOWLEDGE,
            label: t('acknowledge'),
            icon: <CheckmarkCircle20Regular />,
            disabledReason: none,
            onRun: () => setIsAsking(true),
          },
        ]
      : []),
    {
      id: 'export',
      label: t('export'),
      icon: <ArrowDownload20Regular />,
      disabledReason: null,
      onRun: () => downloadAddress(props.exportAddress),
    },
  ]
  function close() {
    setIsAsking(false)
    focusCommand(bar.current, ACKNOWLEDGE)
  }
  return (
    <>
      <CommandBar ref={bar} label={t('label')} commands={commands} />
      {manage && isAsking && (
        <AcknowledgeQuestion
          connectorId={props.connectorId}
          subjects={[...new Set(chosen.map(({ subject }) => subject))]}
          action={manage.acknowledge}
          onDone={(count) => {
            close()
            manage.onAcknowledged(count)
          }}
          onClose={close}
        />
      )}
    </>
  )
}
