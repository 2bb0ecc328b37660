'use client'

import { Field, Textarea } from '@fluentui/react-components'
import { useLocale, useTranslations } from 'next-intl'
import { Controller, useForm } from 'react-hook-form'
import { EditDialog } from '#components/connector/edit-dialog.tsx'
import { lateResolver } from '#components/fields/late-resolver.ts'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { useFieldProblem } from '#components/fields/use-field-problem.ts'
import type { EmailChannelInput } from '#lib/domain/alert-inputs.ts'
import { type Language, toLanguage } from '#lib/domain/languages.ts'
import { ChannelLanguage } from './channel-language.tsx'

export type SaveEmailAction = Action<EmailChannelInput, null>

const resolver = lateResolver<EmailChannelInput>(
  async () => (await import('#lib/domain/alert-inputs.ts')).emailChannelInput,
)

export function EditEmailChannel(props: {
  recipients: string[]
  /** Null: not set up yet. */
  language: Language | null
  action: SaveEmailAction
}) {
  const t = useTranslations('alerts')
  const problemOf = useFieldProblem()
  const own = useLocale()
  const shown: EmailChannelInput = {
    recipients: props.recipients.join('\n'),
    language: props.language ?? toLanguage(own, null),
  }
  const form = useForm<EmailChannelInput>({ resolver, defaultValues: shown })
  const channel = t('channels.email')
  return (
    <EditDialog
      form={form}
      shown={shown}
      call={useCall(props.action)}
      triggerLabel={t('settings.editOf', { channel })}
      title={channel}
      effect={t('settings.emailText')}
      said={t('settings.saved', { channel })}
    >
      <Controller
        control={form.control}
        name="recipients"
        render={({ field, fieldState }) => (
          <Field
            label={t('settings.recipients')}
            hint={t('settings.recipientsHint')}
            required
            {...(fieldState.error && { validationMessage: problemOf(fieldState.error.message) })}
          >
            <Textarea
              ref={field.ref}
              name={field.name}
              value={field.value}
              rows={4}
              onChange={(_, data) => field.onChange(data.value)}
              onBlur={field.onBlur}
            />
          </Field>
        )}
      />
      <ChannelLanguage control={form.control} />
    </EditDialog>
  )
}
