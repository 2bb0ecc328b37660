'use client'

import {
  ArrowClockwise20Regular,
  ArrowDownload20Regular,
  ArrowSync20Regular,
  Delete20Regular,
  Edit20Regular,
  Pause20Regular,
  Play20Regular,
} from '@fluentui/react-icons'
import type { Route } from 'next'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactElement, useRef, useState } from 'react'
import type { DeleteAction } from '#components/connector/delete-connector-question.tsx'
import type { PauseAction } from '#components/connector/pause-button.tsx'
import { type Command, CommandBar, focusCommand } from '#components/fields/command-bar.tsx'
import { downloadAddress } from '#components/fields/download-address.ts'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import type { ConnectorTableRow, SyncAction } from './connector-table.tsx'
import styles from './connectors.module.css'
import { useCallOnChosen } from './use-call-on-chosen.ts'
import { type ChosenCommand, whyNotOn } from './why-not-on.ts'

const DeleteConnectorQuestion = dynamic(
  () =>
    import('#components/connector/delete-connector-question.tsx').then(
      (module) => module.DeleteConnectorQuestion,
    ),
  { ssr: false },
)

export type ConnectorTabActions = {
  sync: SyncAction
  pause: PauseAction
  resume: PauseAction
  delete: DeleteAction
}

type Chosen = Pick<ConnectorTableRow, 'id' | 'name' | 'isPaused' | 'status' | 'hasRun'>

/**
 * What can be done with the connectors that are chosen in the table. A command that does not apply to them is there and
 * says why. `actions` null: to read only.
 */
export function ConnectorCommands(props: {
  chosen: Chosen[]
  actions: ConnectorTabActions | null
  /** Where the connectors of this view are as a file. */
  exportAddress: string
  isRefreshing: boolean
  onRefresh: () => void
  onDeleted: (id: string) => void
}) {
  const t = useTranslations('connectors.commands')
  const refresh: Command = {
    id: 'refresh',
    label: t('refresh'),
    icon: <ArrowClockwise20Regular />,
    isPending: props.isRefreshing,
    disabledReason: null,
    onRun: props.onRefresh,
  }
  const always = [
    refresh,
    {
      id: 'export',
      label: t('export'),
      icon: <ArrowDownload20Regular />,
      disabledReason: null,
      onRun: () => downloadAddress(props.exportAddress),
    },
  ]
  const { actions } = props
  if (!actions) return <CommandBar label={t('label')} commands={always} />
  return <ManagingCommands {...props} actions={actions} always={always} />
}

function ManagingCommands(props: {
  chosen: Chosen[]
  actions: ConnectorTabActions
  always: Command[]
  onDeleted: (id: string) => void
}) {
  const t = useTranslations('connectors.commands')
  const router = useRouter()
  const { chosen, actions } = props
  const { callOnChosen, isPending, said, refusal } = useCallOnChosen(chosen)
  const [deleting, setDeleting] = useState<Chosen | null>(null)
  const barRef = useRef<HTMLDivElement>(null)
  const [one] = chosen

  function command(id: ChosenCommand, icon: ReactElement, onRun: () => void): Command {
    const why = whyNotOn(id, chosen)
    return {
      id,
      label: t(id),
      icon,
      isPending,
      disabledReason: why && t(`whyNot.${why.key}`, { name: why.name }),
      onRun,
    }
  }
  function closeQuestion() {
    setDeleting(null)
    focusCommand(barRef.current, 'delete')
  }
  return (
    <>
      <CommandBar
        ref={barRef}
        label={t('label')}
        commands={[
          command('sync', <ArrowSync20Regular />, () => callOnChosen('sync', actions.sync)),
          command('pause', <Pause20Regular />, () => callOnChosen('pause', actions.pause)),
          command('resume', <Play20Regular />, () => callOnChosen('resume', actions.resume)),
          command('edit', <Edit20Regular />, () => {
            if (one) router.push(`/data-connectors/connectors/${one.id}/settings` as Route)
          }),
          command('delete', <Delete20Regular />, () => setDeleting(one ?? null)),
          ...props.always.map((one, index) => ({ ...one, isSeparate: index === 0 })),
        ]}
      />
      <div role="status" className={styles.said}>
        {said}
      </div>
      <RefusalMessage refusal={refusal} />
      {deleting && (
        <DeleteConnectorQuestion
          connectorId={deleting.id}
          name={deleting.name}
          action={actions.delete}
          onClose={closeQuestion}
          onDeleted={() => {
            setDeleting(null)
            props.onDeleted(deleting.id)
            router.refresh()
          }}
        />
      )}
    </>
  )
}
