'use client'

import { Field, Input, Radio, RadioGroup, Switch } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { type Control, Controller, useForm } from 'react-hook-form'
import { lateResolver } from '#components/fields/late-resolver.ts'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { useFieldProblem } from '#components/fields/use-field-problem.ts'
import type { EditItemOptionsInput } from '#lib/domain/connector-inputs.ts'
import { BYTES_PER_MEGABYTE } from '#lib/domain/item-limits.ts'
import { EditDialog } from './edit-dialog.tsx'

export type EditItemOptionsAction = Action<EditItemOptionsInput, null>

export type ItemOptions = {
  itemLimitBytes: number
  overLimit: string
  keepSiblingCopies: boolean
  attachOriginal: boolean
}

const resolver = lateResolver<EditItemOptionsInput>(
  async () => (await import('#lib/domain/connector-inputs.ts')).editItemOptionsInput,
)

export function EditItemOptions(props: {
  connectorId: string
  options: ItemOptions
  action: EditItemOptionsAction
}) {
  const t = useTranslations('connector.edit')
  const tSettings = useTranslations('connector.settings')
  const { connectorId, options } = props
  const shown: EditItemOptionsInput = {
    connectorId,
    itemLimitMegabytes: options.itemLimitBytes / BYTES_PER_MEGABYTE,
    overLimit: options.overLimit === 'import-partially' ? 'import-partially' : 'do-not-import',
    keepSiblingCopies: options.keepSiblingCopies,
    attachOriginal: options.attachOriginal,
    was: options,
  }
  const form = useForm<EditItemOptionsInput>({
    resolver,
    defaultValues: shown,
  })
  return (
    <EditDialog
      form={form}
      shown={shown}
      call={useCall(props.action)}
      triggerLabel={t('items')}
      title={t('items')}
      effect={t('itemsEffect')}
      said={t('saved')}
    >
      <LimitField control={form.control} />
      <Controller
        control={form.control}
        name="overLimit"
        render={({ field }) => (
          <Field label={tSettings('overLimit')}>
            <RadioGroup value={field.value} onChange={(_, data) => field.onChange(data.value)}>
              <Radio value="do-not-import" label={tSettings('overLimitKept')} />
              <Radio value="import-partially" label={tSettings('overLimitPartial')} />
            </RadioGroup>
          </Field>
        )}
      />
      <SwitchField
        control={form.control}
        name="keepSiblingCopies"
        label={t('siblings')}
        hint={t('siblingsHint')}
      />
      <SwitchField
        control={form.control}
        name="attachOriginal"
        label={t('original')}
        hint={t('originalHint')}
      />
    </EditDialog>
  )
}

function SwitchField(props: {
  control: Control<EditItemOptionsInput>
  name: 'keepSiblingCopies' | 'attachOriginal'
  label: string
  hint: string
}) {
  return (
    <Controller
      control={props.control}
      name={props.name}
      render={({ field }) => (
        <Field hint={props.hint}>
          <Switch
            ref={field.ref}
            name={field.name}
            checked={field.value}
            label={props.label}
            onChange={(_, data) => field.onChange(data.checked)}
          />
        </Field>
      )}
    />
  )
}

/** An empty box is no number, and no zero either. */
function LimitField({ control }: { control: Control<EditItemOptionsInput> }) {
  const t = useTranslations('connector.edit')
  const problemOf = useFieldProblem()
  return (
    <Controller
      control={control}
      name="itemLimitMegabytes"
      render={({ field, fieldState }) => (
        <Field
          label={t('itemLimit')}
          hint={t('itemLimitHint')}
          required
          {...(fieldState.error && { validationMessage: problemOf(fieldState.error.message) })}
        >
          <Input
            ref={field.ref}
            name={field.name}
            type="number"
            value={Number.isNaN(field.value) ? '' : String(field.value)}
            onChange={(_, data) => field.onChange(data.value === '' ? Number.NaN : Number(data.value))}
            onBlur={field.onBlur}
          />
        </Field>
      )}
    />
  )
}
