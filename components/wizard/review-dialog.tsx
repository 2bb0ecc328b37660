'use client'

import { Button } from '@fluentui/react-components'
import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useForm, useWatch } from 'react-hook-form'
import { CallButton } from '#components/fields/call-button.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { TextField } from '#components/fields/text-field.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { type ReviewInput, reviewInput } from '#lib/domain/wizard-inputs.ts'
import { isTimeZone } from '#lib/domain/wizard-local-time.ts'
import { QuestionDialog } from './question-dialog.tsx'
import { TimeZoneField } from './time-zone-field.tsx'
import styles from './wizard.module.css'

/** Name, start and schedule. Saved in the draft, so that another day and another admin find them. */
export function ReviewDialog(props: {
  values: ReviewInput
  action: Action<ReviewInput, null>
  onClose: () => void
}) {
  const t = useTranslations('review')
  const router = useRouter()
  const { call, isPending, refusal } = useCall(props.action)
  const form = useForm<ReviewInput>({ resolver: zodResolver(reviewInput), defaultValues: props.values })
  const { control } = form
  const timeZone = useWatch({ control, name: 'timeZone' })

  const save = form.handleSubmit((values) => {
    if (isPending) return
    call(values, {
      onDone: () => {
        router.refresh()
        props.onClose()
      },
      onRefused: ({ fields = {} }) => {
        for (const [name, [message]] of Object.entries(fields)) {
          if (name in values && message) form.setError(name as keyof ReviewInput, { message })
        }
      },
    })
  })

  return (
    <QuestionDialog
      title={t('dialogTitle')}
      onSubmit={() => void save()}
      onClose={props.onClose}
      actions={
        <>
          <CallButton type="submit" appearance="primary" isPending={isPending}>
            {t('save')}
          </CallButton>
          <Button onClick={props.onClose}>{t('cancel')}</Button>
        </>
      }
    >
      <div className={styles.form}>
        {!refusal?.fields && <RefusalMessage refusal={refusal} />}
        <TextField control={control} name="name" label={t('name')} required />
        <TextField
          control={control}
          name="importSince"
          type="datetime-local"
          label={t('importSince')}
          hint={t('importSinceHint', { timeZone: isTimeZone(timeZone) ? timeZone : props.values.timeZone })}
          required
        />
        <TextField control={control} name="scheduleTime" type="time" label={t('scheduleTime')} required />
        <TimeZoneField control={control} name="timeZone" label={t('timeZone')} />
      </div>
    </QuestionDialog>
  )
}
