'use client'

import { MessageBar, MessageBarBody } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { parseMappingCsv } from '#lib/domain/mapping-csv.ts'
import type { MappingInput } from '#lib/domain/wizard-inputs.ts'
import { useUnsaved } from './leave-guard.tsx'
import { LeaveOutDialog } from './leave-out-dialog.tsx'
import { MappingAutomatic } from './mapping-automatic.tsx'
import { MappingFile } from './mapping-file.tsx'
import { MappingPrecedence } from './mapping-precedence.tsx'
import { MappingPreview } from './mapping-preview.tsx'
import { type MappingValues, toCustomMapping } from './mapping-values.ts'
import { StepHeading } from './step-heading.tsx'
import type { StoredMapping } from './stored-mapping.tsx'
import { useNextStep } from './use-next-step.ts'
import styles from './wizard.module.css'
import { WizardFooter } from './wizard-footer.tsx'

/** Step 3. The file is read here, line by line, before anything is stored; the server reads it again. */
export function MappingStep(props: {
  address: { typeId: string; connectorId: string }
  automaticMapping: boolean
  stored: StoredMapping | null
  siteFound: { host: string; packageCount: number } | null
  action: Action<MappingInput, { rowCount: number }>
}) {
  const t = useTranslations('mapping')
  const tWizard = useTranslations('wizard')
  const { goOn } = useNextStep(props.address, 'review')
  const { call, isPending, refusal } = useCall(props.action)
  const [tried, setTried] = useState<'no' | 'nothing-valid' | 'asked'>('no')
  const { connectorId } = props.address
  const form = useForm<MappingValues>({
    defaultValues: {
      automaticMapping: props.automaticMapping,
      text: props.stored ? null : '',
      fileName: null,
    },
  })
  useUnsaved(form.formState.isDirty && !isPending)
  const values = { ...form.getValues(), ...useWatch({ control: form.control }) }
  const { automaticMapping, text } = values
  const csv = useMemo(() => (text?.trim() ? parseMappingCsv(text) : null), [text])
  const errorCount = csv?.ok ? csv.errors.length : 0
  const isUnusable = csv !== null && (!csv.ok || csv.rows.length === 0)
  const mapsNobody = !automaticMapping && text !== null && (csv === null || isUnusable)

  function store(leaveOutCount: number) {
    setTried('no')
    const custom = toCustomMapping(values, leaveOutCount)
    call({ connectorId, automaticMapping, custom }, { onDone: () => goOn() })
  }

  function confirm() {
    if (isPending) return
    if (isUnusable) setTried('nothing-valid')
    else if (errorCount > 0) setTried('asked')
    else store(0)
  }

  return (
    <form
      className={styles.form}
      data-full-width={csv?.ok ?? false}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        confirm()
      }}
    >
      <StepHeading title={tWizard('mapping')} intro={t('intro')} />
      {props.siteFound && (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>
            {t('siteFound', { host: props.siteFound.host, count: props.siteFound.packageCount })}
          </MessageBarBody>
        </MessageBar>
      )}
      <RefusalMessage refusal={refusal} />
      <MappingAutomatic control={form.control} />
      {!csv && <MappingPrecedence isAutomatic={automaticMapping} />}
      <MappingFile form={form} stored={props.stored} />
      {csv && <MappingPreview csv={csv} />}
      {tried === 'nothing-valid' && isUnusable && (
        <div role="alert">
          <MessageBar intent="error" layout="multiline">
            <MessageBarBody>{t('fixFirst')}</MessageBarBody>
          </MessageBar>
        </div>
      )}
      {mapsNobody && (
        <div role="status">
          <MessageBar intent="warning" layout="multiline">
            <MessageBarBody>{t('nothingMapped')}</MessageBarBody>
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
      <WizardFooter
        address={props.address}
        backTo="login"
        submit={csv ? t('confirm') : tWizard('next')}
        isPending={isPending}
      />
    </form>
  )
}
