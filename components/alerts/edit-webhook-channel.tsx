'use client'

import { useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { EditDialog } from '#components/connector/edit-dialog.tsx'
import { lateResolver } from '#components/fields/late-resolver.ts'
import { TextField } from '#components/fields/text-field.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import type { WebhookChannelInput } from '#lib/domain/alert-inputs.ts'

export type SaveWebhookAction = Action<WebhookChannelInput, null>

/** Both are entered anew each time: neither is ever shown again. */
const EMPTY: WebhookChannelInput = { url: '', secret: '' }

const resolver = lateResolver<WebhookChannelInput>(
  async () => (await import('#lib/domain/alert-inputs.ts')).webhookChannelInput,
)

export function EditWebhookChannel(props: { action: SaveWebhookAction }) {
  const t = useTranslations('alerts')
  const form = useForm<WebhookChannelInput>({
    resolver,
    defaultValues: EMPTY,
  })
  const channel = t('channels.webhook')
  return (
    <EditDialog
      form={form}
      shown={EMPTY}
      call={useCall(props.action)}
      triggerLabel={t('settings.editOf', { channel })}
      title={channel}
      effect={t('settings.webhookText')}
      said={t('settings.saved', { channel })}
    >
      <TextField
        control={form.control}
        name="url"
        label={t('settings.url')}
        hint={t('settings.urlHint')}
        required
        autoComplete="off"
      />
      <TextField
        control={form.control}
        name="secret"
        label={t('settings.secret')}
        hint={t('settings.secretHint')}
        required
        type="password"
        autoComplete="new-password"
      />
    </EditDialog>
  )
}
