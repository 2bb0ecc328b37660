'use client'

import { Field, Radio, RadioGroup } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { Controller, useForm } from 'react-hook-form'
import { lateResolver } from '#components/fields/late-resolver.ts'
import { TextField } from '#components/fields/text-field.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import type { EditDesignatedMailboxInput } from '#lib/domain/connector-inputs.ts'
import { EditDialog } from './edit-dialog.tsx'

export type EditDesignatedMailboxAction = Action<EditDesignatedMailboxInput, null>

export type DesignatedMailbox = { objectId: string; address: string; name: string }

const resolver = lateResolver<EditDesignatedMailboxInput>(
  async () => (await import('#lib/domain/connector-inputs.ts')).editDesignatedMailboxInput,
)

export function EditDesignatedMailbox(props: {
  connectorId: string
  designated: DesignatedMailbox | null
  action: EditDesignatedMailboxAction
}) {
  const t = useTranslations('connector.edit')
  const tSettings = useTranslations('connector.settings')
  const { connectorId, designated } = props
  const shown: EditDesignatedMailboxInput = {
    connectorId,
    isOn: designated !== null,
    address: designated?.address ?? '',
    was: designated?.objectId ?? null,
  }
  const form = useForm<EditDesignatedMailboxInput>({
    resolver,
    defaultValues: shown,
  })
  return (
    <EditDialog
      form={form}
      shown={shown}
      call={useCall(props.action)}
      triggerLabel={t('inactive')}
      title={t('inactive')}
      effect={t('inactiveEffect')}
      said={t('saved')}
    >
      <Controller
        control={form.control}
        name="isOn"
        render={({ field }) => (
          <>
            <Field label={tSettings('inactiveItems')}>
              <RadioGroup
                value={field.value ? 'deliver' : 'wait'}
                onChange={(_, data) => field.onChange(data.value === 'deliver')}
              >
                <Radio value="wait" label={tSettings('inactiveWait')} />
                <Radio value="deliver" label={t('inactiveDeliver')} />
              </RadioGroup>
            </Field>
            {field.value && (
              <TextField
                control={form.control}
                name="address"
                label={t('inactiveMailbox')}
                hint={t('inactiveMailboxHint')}
                autoComplete="off"
                required
              />
            )}
          </>
        )}
      />
    </EditDialog>
  )
}
