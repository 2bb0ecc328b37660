'use client'

import { Field, Select } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { Controller, useForm, useWatch } from 'react-hook-form'
import { EditDialog } from '#components/connector/edit-dialog.tsx'
import cards from '#components/fields/card.module.css'
import { type Action, useCall } from '#components/fields/use-call.ts'
import type { EditMappingPrecedenceInput } from '#lib/domain/connector-inputs.ts'
import { MAPPING_PRECEDENCES, type MappingPrecedence } from '#lib/domain/mapping-candidates.ts'

export type EditPrecedenceAction = Action<EditMappingPrecedenceInput, null>

export function EditPrecedence(props: {
  connectorId: string
  precedence: MappingPrecedence
  action: EditPrecedenceAction
}) {
  const t = useTranslations('mapping.precedence')
  const tEdit = useTranslations('connector.edit')
  const { connectorId, precedence } = props
  const shown = { connectorId, precedence, was: precedence }
  const form = useForm<EditMappingPrecedenceInput>({ defaultValues: shown })
  const chosen = useWatch({ control: form.control, name: 'precedence' })
  return (
    <EditDialog
      form={form}
      shown={shown}
      call={useCall(props.action)}
      triggerLabel={t('edit')}
      title={t('title')}
      effect={tEdit('mappingEffect')}
      said={tEdit('saved')}
    >
      <Controller
        control={form.control}
        name="precedence"
        render={({ field }) => (
          <Field label={t('title')}>
            <Select
              ref={field.ref}
              name={field.name}
              value={field.value}
              onChange={(_, { value }) => field.onChange(value)}
            >
              {MAPPING_PRECEDENCES.map((each) => (
                <option key={each} value={each}>
                  {t(`choices.${each}`)}
                </option>
              ))}
            </Select>
          </Field>
        )}
      />
      <p className={cards.quiet}>{t(`${chosen}.example`)}</p>
    </EditDialog>
  )
}
