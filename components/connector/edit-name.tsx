'use client'

import { useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { lateResolver } from '#components/fields/late-resolver.ts'
import { TextField } from '#components/fields/text-field.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import type { EditNameInput } from '#lib/domain/connector-inputs.ts'
import { EditDialog } from './edit-dialog.tsx'

export type EditNameAction = Action<EditNameInput, { name: string }>

const resolver = lateResolver<EditNameInput>(
  async () => (await import('#lib/domain/connector-inputs.ts')).editNameInput,
)

export function EditName({
  connectorId,
  name,
  action,
}: {
  connectorId: string
  name: string
  action: EditNameAction
}) {
  const t = useTranslations('connector.edit')
  const tReview = useTranslations('review')
  const shown = { connectorId, name, was: name }
  const form = useForm<EditNameInput>({ resolver, defaultValues: shown })
  return (
    <EditDialog
      form={form}
      shown={shown}
      call={useCall(action)}
      triggerLabel={t('name')}
      title={t('name')}
      effect={t('nameEffect')}
      said={t('saved')}
    >
      <TextField control={form.control} name="name" label={tReview('name')} hint={t('nameHint')} required />
    </EditDialog>
  )
}
