'use client'

import { MessageBar, MessageBarBody, Switch } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { Controller, useForm, useWatch } from 'react-hook-form'
import { EditDialog } from '#components/connector/edit-dialog.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import type { EditAutomaticMappingInput } from '#lib/domain/connector-inputs.ts'

export type EditAutomaticMappingAction = Action<EditAutomaticMappingInput, null>

export function EditAutomaticMapping(props: {
  connectorId: string
  automaticMapping: boolean
  hasCustomRows: boolean
  action: EditAutomaticMappingAction
}) {
  const t = useTranslations('connector.edit')
  const tMapping = useTranslations('mapping')
  const { connectorId, automaticMapping } = props
  const shown = { connectorId, automaticMapping }
  const form = useForm<EditAutomaticMappingInput>({ defaultValues: shown })
  const isOn = useWatch({ control: form.control, name: 'automaticMapping' })
  return (
    <EditDialog
      form={form}
      shown={shown}
      call={useCall(props.action)}
      triggerLabel={t('automatic')}
      title={t('automatic')}
      effect={t('mappingEffect')}
      said={t('saved')}
    >
      <Controller
        control={form.control}
        name="automaticMapping"
        render={({ field }) => (
          <Switch
            ref={field.ref}
            name={field.name}
            checked={field.value}
            label={tMapping('automatic')}
            onChange={(_, data) => field.onChange(data.checked)}
          />
        )}
      />
      <p>{tMapping('automaticHint')}</p>
      {!isOn && !props.hasCustomRows && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>{tMapping('nothingMapped')}</MessageBarBody>
        </MessageBar>
      )}
    </EditDialog>
  )
}
