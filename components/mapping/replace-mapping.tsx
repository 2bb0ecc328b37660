'use client'

import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import styles from '#components/connector/connector.module.css'
import { CallButton } from '#components/fields/call-button.tsx'
import { LinkButton } from '#components/fields/link-button.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import type { EditCustomMappingInput } from '#lib/domain/connector-inputs.ts'
import type { PendingUploads } from '#lib/domain/mapping-upload.ts'
import { customChoice } from './custom-choice.ts'
import { CustomMapping } from './custom-mapping.tsx'
import { LeaveOutDialog } from './leave-out-dialog.tsx'
import { MappingProblems } from './mapping-problems.tsx'
import { PendingUploadHere } from './pending-upload.tsx'
import type { StoredMapping } from './stored-mapping.tsx'
import type { PhoneCountry } from './upload-file-card.tsx'
import { useConfirmUpload } from './use-confirm-upload.ts'
import { type UploadActions, useMappingUpload } from './use-mapping-upload.ts'
import type { MappingWay } from './way-choice.tsx'

export type ReplaceMappingAction = Action<EditCustomMappingInput, { number: number; rowCount: number }>

/** A new file for a finished connector: shown line by line, it becomes the next version. */
export function ReplaceMapping(props: {
  connectorId: string
  automaticMapping: boolean
  /** Null when no row is in force. */
  stored: StoredMapping | null
  /** The number of the newest version, with rows or without; 0 without one. */
  newestNumber: number
  countries: PhoneCountry[]
  uploadActions: UploadActions
  pending: PendingUploads
  action: ReplaceMappingAction
}) {
  const t = useTranslations('connector.edit')
  const router = useRouter()
  const { connectorId, stored } = props
  const { call, isPending, refusal } = useCall(props.action)
  const upload = useMappingUpload(connectorId, props.uploadActions, props.pending)
  const [isRemoving, setIsRemoving] = useState(false)
  const [way, setWay] = useState<MappingWay>('replace')
  const [isUnchanged, setIsUnchanged] = useState(false)
  // As the page was opened; a refresh meanwhile must not hide what somebody else has stored.
  const [was] = useState(props.newestNumber)
  const { summary } = upload
  const page = `/data-connectors/connectors/${connectorId}/mapping` as Route
  const isNothing = upload.phase.kind === 'none' && !isRemoving
  const confirmation = useConfirmUpload(upload, () => {
    if (isNothing) return setIsUnchanged(true)
    const custom = customChoice({ summary, isRemoving, hasStored: stored !== null, way, was })
    call({ connectorId, custom, was }, { onDone: () => router.push(page) })
  })

  return (
    <form
      className={styles.page}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isPending) confirmation.confirm()
      }}
    >
      <RefusalMessage refusal={refusal} />
      <PendingUploadHere upload={upload} other={props.pending.other} />
      <CustomMapping
        upload={upload}
        countries={props.countries}
        stored={stored}
        isRemoving={isRemoving}
        onRemove={setIsRemoving}
        way={way}
        onWay={setWay}
      />
      <MappingProblems
        confirmation={confirmation}
        mapsNobody={isRemoving && !summary && !props.automaticMapping}
      />
      {confirmation.isAsking && summary && (
        <LeaveOutDialog summary={summary} onConfirm={confirmation.agree} onClose={confirmation.goBack} />
      )}
      {isRemoving && !summary && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('customRemoved')}</MessageBarBody>
        </MessageBar>
      )}
      {isUnchanged && isNothing && <p role="alert">{t('customUnchanged')}</p>}
      <p className={styles.effect}>
        {t('customEffect')} {t('mappingEffect')}
      </p>
      <div className={styles.row}>
        <CallButton type="submit" appearance="primary" isPending={isPending}>
          {t('customSave')}
        </CallButton>
        <LinkButton href={page}>{t('cancel')}</LinkButton>
      </div>
    </form>
  )
}
