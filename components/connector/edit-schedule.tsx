'use client'

import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { type Control, useForm, useWatch } from 'react-hook-form'
import { lateResolver } from '#components/fields/late-resolver.ts'
import { TextField } from '#components/fields/text-field.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { When } from '#components/fields/when.tsx'
import type { EditScheduleInput } from '#lib/domain/connector-inputs.ts'
import { nextRunAt } from '#lib/domain/run-schedule.ts'
import { isTimeOfDay, isTimeZone } from '#lib/domain/wizard-local-time.ts'
import { EditDialog } from './edit-dialog.tsx'

export type EditScheduleAction = Action<EditScheduleInput, { nextRunAt: string | null }>

/** Null while nothing is planned: the connector is paused. */
export type ScheduleFacts = { since: Date; doneDates: string[] } | null

/** With the dialog: its list of choices is a library of its own. */
const TimeZoneField = dynamic(
  () =>
    import('#components/wizard/time-zone-field.tsx').then(
      (module) => module.TimeZoneField<EditScheduleInput>,
    ),
  { ssr: false },
)

const resolver = lateResolver<EditScheduleInput>(
  async () => (await import('#lib/domain/connector-inputs.ts')).editScheduleInput,
)

export function EditSchedule(props: {
  connectorId: string
  scheduleTime: string
  timeZone: string
  plan: ScheduleFacts
  action: EditScheduleAction
}) {
  const t = useTranslations('connector.edit')
  const tReview = useTranslations('review')
  const { connectorId, scheduleTime, timeZone } = props
  const shown = { connectorId, scheduleTime, timeZone, was: { scheduleTime, timeZone } }
  const form = useForm<EditScheduleInput>({ resolver, defaultValues: shown })
  return (
    <EditDialog
      form={form}
      shown={shown}
      call={useCall(props.action)}
      triggerLabel={t('schedule')}
      title={t('schedule')}
      effect={t('scheduleEffect')}
      said={t('saved')}
    >
      <TextField
        control={form.control}
        name="scheduleTime"
        type="time"
        label={tReview('scheduleTime')}
        required
      />
      <TimeZoneField control={form.control} name="timeZone" label={tReview('timeZone')} />
      <NextRun control={form.control} plan={props.plan} />
    </EditDialog>
  )
}

/** When the run after saving would begin. It is only ever drawn in the browser, inside the open dialog. */
function NextRun({ control, plan }: { control: Control<EditScheduleInput>; plan: ScheduleFacts }) {
  const t = useTranslations('connector.edit')
  const { scheduleTime, timeZone } = useWatch({ control })
  if (!plan) return <p role="status">{t('scheduleNone')}</p>
  if (!isTimeOfDay(scheduleTime) || !timeZone || !isTimeZone(timeZone))
    return <p role="status">{t('scheduleUnknown')}</p>
  const now = new Date()
  const next = nextRunAt({ now, scheduleTime, timeZone, ...plan })
  return (
    <p role="status">
      {next > now
        ? t.rich('scheduleNext', { when: () => <When at={next} timeZone={timeZone} /> })
        : t('scheduleNow')}
    </p>
  )
}
