'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useTranslations } from 'next-intl'
import { useForm } from 'react-hook-form'
import { EditDialog } from '#components/connector/edit-dialog.tsx'
import { TextField } from '#components/fields/text-field.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { type TeamsChannelInput, teamsChannelInput } from '#lib/domain/alert-inputs.ts'

export type SaveTeamsAction = Action<TeamsChannelInput, null>

/** Entered anew each time: it is never shown again. */
const EMPTY: TeamsChannelInput = { url: '' }

export function EditTeamsChannel(props: { action: SaveTeamsAction }) {
  const t = useTranslations('alerts')
  const form = useForm<TeamsChannelInput>({ resolver: zodResolver(teamsChannelInput), defaultValues: EMPTY })
  const channel = t('channels.teams')
  return (
    <EditDialog
      form={form}
      shown={EMPTY}
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
    </EditDialog>
  )
}
