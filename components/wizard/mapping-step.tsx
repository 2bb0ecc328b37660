'use client'

import { MessageBar, MessageBarBody, Switch } from '@fluentui/react-components'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { Controller, useForm, useWatch } from 'react-hook-form'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { parseMappingCsv } from '#lib/domain/mapping-csv.ts'
import type { MappingInput } from '#lib/domain/wizard-inputs.ts'
import { MappingFile, type StoredMapping } from './mapping-file.tsx'
import { MappingPreview } from './mapping-preview.tsx'
import { StepHeading } from './step-heading.tsx'
import styles from './wizard.module.css'
import { WizardFooter } from './wizard-footer.tsx'

/** `text` null: the stored rows stay as they are. */
export type MappingValues = { automaticMapping: boolean; text: string | null; fileName: string | null }

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
  const router = useRouter()
  const { call, isPending, refusal } = useCall(props.action)
  const [isTried, setIsTried] = useState(false)
  const { typeId, connectorId } = props.address
  const form = useForm<MappingValues>({
    defaultValues: {
      automaticMapping: props.automaticMapping,
      text: props.stored ? null : '',
      fileName: null,
    },
  })
  const { automaticMapping = true, text = null, fileName = null } = useWatch({ control: form.control })
  const csv = useMemo(() => (text?.trim() ? parseMappingCsv(text) : null), [text])
  const isWrong = csv !== null && (!csv.ok || csv.errors.length > 0)
  const mapsNobody = !automaticMapping && !isWrong && (csv ? csv.ok && csv.rows.length === 0 : text !== null)

  const confirm = form.handleSubmit(() => {
    setIsTried(true)
    if (isWrong || isPending) return
    call(
      { connectorId, automaticMapping, custom: toChoice(text, fileName) },
      { onDone: () => router.push(`/data-connectors/${typeId}/add/${connectorId}/review` as Route) },
    )
  })

  return (
    <form className={styles.form} onSubmit={confirm} noValidate>
      <StepHeading title={tWizard('mapping')} intro={t('intro')} />
      {props.siteFound && (
        <MessageBar intent="success" layout="multiline">
          <MessageBarBody>
            {t('siteFound', { host: props.siteFound.host, count: props.siteFound.packageCount })}
          </MessageBarBody>
        </MessageBar>
      )}
      <RefusalMessage refusal={refusal} />
      <Controller
        control={form.control}
        name="automaticMapping"
        render={({ field }) => (
          <div>
            <Switch
              ref={field.ref}
              name={field.name}
              checked={field.value}
              label={t('automatic')}
              aria-describedby="automatic-hint"
              onChange={(_, data) => field.onChange(data.checked)}
            />
            <p id="automatic-hint" className={styles.intro}>
              {t('automaticHint')}
            </p>
          </div>
        )}
      />
      <MappingFile form={form} stored={props.stored} />
      {csv && <MappingPreview csv={csv} isBlocking={isTried && isWrong} />}
      {mapsNobody && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{t('nothingMapped')}</MessageBarBody>
        </MessageBar>
      )}
      <WizardFooter address={props.address} backTo="login" submit={t('confirm')} isPending={isPending} />
    </form>
  )
}

function toChoice(text: string | null, fileName: string | null): MappingInput['custom'] {
  if (text === null) return { choice: 'keep' }
  return text.trim() === '' ? { choice: 'none' } : { choice: 'replace', text, fileName }
}
