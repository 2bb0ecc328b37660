'use client'

import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { CallButton } from '#components/fields/call-button.tsx'
import { LinkButton } from '#components/fields/link-button.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { LeaveOutDialog } from '#components/wizard/leave-out-dialog.tsx'
import { MappingFile } from '#components/wizard/mapping-file.tsx'
import { MappingPreview } from '#components/wizard/mapping-preview.tsx'
import { type MappingValues, toCustomMapping } from '#components/wizard/mapping-values.ts'
import type { StoredMapping } from '#components/wizard/stored-mapping.tsx'
import type { EditCustomMappingInput } from '#lib/domain/connector-inputs.ts'
import { parseMappingCsv } from '#lib/domain/mapping-csv.ts'
import styles from './connector.module.css'

export type EditCustomMappingAction = Action<EditCustomMappingInput, { number: number; rowCount: number }>

/** Replaces the custom mapping: the wizard's file, read line by line, becomes the next version. */
export function EditCustomMapping(props: {
  connectorId: string
  automaticMapping: boolean
  /** Null when no row is in force. */
  stored: StoredMapping | null
  /** The number of the newest version, with rows or without; 0 without one. */
  newestNumber: number
  action: EditCustomMappingAction
}) {
  const t = useTranslations('connector.edit')
  const tMapping = useTranslations('mapping')
  const router = useRouter()
  const { call, isPending, refusal } = useCall(props.action)
  const [tried, setTried] = useState<'no' | 'nothing' | 'nothing-valid' | 'asked'>('no')
  // As the page was opened; a refresh meanwhile must not hide what somebody else has stored.
  const [was] = useState(props.newestNumber)
  const { connectorId, stored } = props
  const form = useForm<MappingValues>({
    defaultValues: {
      automaticMapping: props.automaticMapping,
      text: stored ? null : '',
      fileName: null,
    },
  })
  const values = { ...form.getValues(), ...useWatch({ control: form.control }) }
  const { text } = values
  const csv = useMemo(() => (text?.trim() ? parseMappingCsv(text) : null), [text])
  const errorCount = csv?.ok ? csv.errors.length : 0
  const isUnusable = csv !== null && (!csv.ok || csv.rows.length === 0)
  const isUnchanged = text === null || (!stored && text.trim() === '')
  const settings = `/data-connectors/connectors/${connectorId}/settings` as Route

  function store(leaveOutCount: number) {
    setTried('no')
    const custom = toCustomMapping(values, leaveOutCount)
    call({ connectorId, custom, was }, { onDone: () => router.push(settings) })
  }

  function save() {
    if (isPending) return
    if (isUnchanged) setTried('nothing')
    else if (isUnusable) setTried('nothing-valid')
    else if (errorCount > 0) setTried('asked')
    else store(0)
  }

  return (
    <form
      className={styles.page}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <RefusalMessage refusal={refusal} />
      <MappingFile form={form} stored={stored} />
      {csv && <MappingPreview csv={csv} />}
      {tried === 'nothing-valid' && isUnusable && (
        <div role="alert">
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>{tMapping('fixFirst')}</MessageBarBody>
          </MessageBar>
        </div>
      )}
      {tried === 'asked' && csv?.ok && (
        <LeaveOutDialog
          count={errorCount}
          keptCount={csv.rows.length}
          onConfirm={() => store(errorCount)}
          onClose={() => setTried('no')}
        />
      )}
      {stored && text !== null && text.trim() === '' && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {t('customRemoved')} {!props.automaticMapping && tMapping('nothingMapped')}
          </MessageBarBody>
        </MessageBar>
      )}
      {tried === 'nothing' && isUnchanged && <p role="alert">{t('customUnchanged')}</p>}
      <p className={styles.effect}>
        {t('customEffect')} {t('mappingEffect')}
      </p>
      <div className={styles.row}>
        <CallButton type="submit" appearance="primary" isPending={isPending}>
          {t('customSave')}
        </CallButton>
        <LinkButton href={settings}>{t('cancel')}</LinkButton>
      </div>
    </form>
  )
}
