'use client'

import { Field, Input, Select } from '@fluentui/react-components'
import { zodResolver } from '@hookform/resolvers/zod'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect } from 'react'
import { Controller, useForm, useWatch } from 'react-hook-form'
import type { z } from 'zod'
import cards from '#components/fields/card.module.css'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { TextField, useFieldProblem } from '#components/fields/text-field.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { reviewInput } from '#lib/domain/wizard-inputs.ts'
import { toLocalDateTime } from '#lib/domain/wizard-local-time.ts'
import { StepHeading } from './step-heading.tsx'
import styles from './wizard.module.css'
import { WizardFooter } from './wizard-footer.tsx'

type Values = z.input<typeof reviewInput>

/** Step 4: name, start and schedule; the other choices are shown by the page, with their Edit links. */
export function ReviewStep(props: {
  address: { typeId: string; connectorId: string }
  folderName: string
  name: string
  importSince: Date
  scheduleTime: string
  timeZones: string[]
  summary: ReactNode
  action: Action<Values, { runId: string | null }>
}) {
  const t = useTranslations('review')
  const tWizard = useTranslations('wizard')
  const router = useRouter()
  const problemOf = useFieldProblem()
  const { call, isPending, refusal } = useCall(props.action)
  const { typeId, connectorId } = props.address
  const { importSince } = props
  const form = useForm<Values>({
    resolver: zodResolver(reviewInput),
    defaultValues: {
      connectorId,
      name: props.name,
      importSince: toLocalDateTime(importSince, 'UTC'),
      scheduleTime: props.scheduleTime,
      timeZone: 'UTC',
    },
  })
  const timeZone = useWatch({ control: form.control, name: 'timeZone' })
  const timeZones = props.timeZones.includes(timeZone) ? props.timeZones : [timeZone, ...props.timeZones]

  // The server does not know the browser's zone, so the defaults become local once the page is alive.
  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (form.formState.isDirty || here === 'UTC') return
    form.setValue('timeZone', here)
    form.setValue('importSince', toLocalDateTime(importSince, here))
  }, [form, importSince])

  const finish = form.handleSubmit((values) => {
    if (isPending) return
    call(values, {
      onDone: () => router.push(`/data-connectors/${typeId}/add/${connectorId}/finish` as Route),
      onRefused: ({ fields = {} }) => {
        for (const [name, [message]] of Object.entries(fields)) {
          if (name in form.getValues() && message) form.setError(name as keyof Values, { message })
        }
      },
    })
  })

  return (
    <form className={styles.form} onSubmit={finish} noValidate>
      <StepHeading title={tWizard('review')} intro={t('intro')} />
      <RefusalMessage refusal={refusal} />
      <section className={`${cards.card} ${cards.stack}`}>
        <h2>{t('connector')}</h2>
        <div className={styles.fields}>
          <TextField control={form.control} name="name" label={t('name')} required />
          <TextField
            control={form.control}
            name="importSince"
            type="datetime-local"
            label={t('importSince')}
            hint={t('importSinceHint', { timeZone })}
            required
          />
          <TextField
            control={form.control}
            name="scheduleTime"
            type="time"
            label={t('scheduleTime')}
            required
          />
          <Controller
            control={form.control}
            name="timeZone"
            render={({ field, fieldState }) => (
              <Field
                label={t('timeZone')}
                {...(fieldState.error && { validationMessage: problemOf(fieldState.error.message) })}
              >
                <Select
                  ref={field.ref}
                  name={field.name}
                  value={field.value}
                  onBlur={field.onBlur}
                  onChange={(_, data) => field.onChange(data.value)}
                >
                  {timeZones.map((zone) => (
                    <option key={zone} value={zone}>
                      {zone}
                    </option>
                  ))}
                </Select>
              </Field>
            )}
          />
          <Field label={t('folder')}>
            <Input value={props.folderName} readOnly />
          </Field>
        </div>
      </section>
      {props.summary}
      <WizardFooter address={props.address} backTo="mapping" submit={t('finish')} isPending={isPending} />
    </form>
  )
}
