'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { EditDialog } from '#components/connector/edit-dialog.tsx'
import { lateResolver } from '#components/fields/late-resolver.ts'
import { TextField } from '#components/fields/text-field.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import type { TeamsChannelInput } from '#lib/domain/alert-inputs.ts'
import { type Language, toLanguage } from '#lib/domain/languages.ts'
import { ChannelLanguage } from './channel-language.tsx'

export type SaveTeamsAction = Action<TeamsChannelInput, null>

const resolver = lateResolver<TeamsChannelInput>(
  async () => (await import('#lib/domain/alert-inputs.ts')).teamsChannelInput,
)

export function EditTeamsChannel(props: { language: Language | null; action: SaveTeamsAction }) {
  const t = useTranslations('alerts')
  const own = useLocale()
  // The address is entered anew each time: it is never shown again.
  const shown: TeamsChannelInput = { url: '', language: props.language ?? toLanguage(own, null) }
  const form = useForm<TeamsChannelInput>({ resolver, defaultValues: shown })
  const channel = t('channels.teams')
  return (
    <EditDialog
      form={form}
      shown={shown}
      call={useCall(props.action)}
      triggerLabel={t('settings.editOf', { channel })}
      title={channel}
      effect={t('settings.teamsText')}
      said={t('settings.saved', { channel })}
    >
      <TextField
        control={form.control}
        name="url"
        label={t('settings.url')}
        hint={t('settings.teamsHint')}
        required
        autoComplete="off"
      />
      <ChannelLanguage control={form.control} />
    </EditDialog>
  )
}
