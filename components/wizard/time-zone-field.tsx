'use client'

import { Combobox, Field, Option } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form'
import { useFieldProblem } from '#components/fields/use-field-problem.ts'
import styles from './wizard.module.css'

/** More than fit a list that one looks through; typing narrows it. */
const MOST_SHOWN = 60

/** An IANA time zone, found by typing any part of its name. */
export function TimeZoneField<Values extends FieldValues>(props: {
  control: Control<Values>
  name: FieldPath<Values>
  label: string
}) {
  const t = useTranslations('review')
  const problemOf = useFieldProblem()
  const { field, fieldState } = useController({ control: props.control, name: props.name })
  const [typed, setTyped] = useState<string | null>(null)
  const zones = findZones(typed ?? '')
  return (
    <Field
      label={props.label}
      hint={t('timeZoneHint')}
      required
      {...(fieldState.error && { validationMessage: problemOf(fieldState.error.message) })}
    >
      <Combobox
        ref={field.ref}
        name={field.name}
        freeform
        listbox={{ className: styles.zones ?? '' }}
        value={typed ?? String(field.value)}
        selectedOptions={[String(field.value)]}
        onChange={(event) => {
          setTyped(event.target.value)
          field.onChange(event.target.value)
        }}
        onOptionSelect={(_, data) => {
          // Typing takes the selection away, which is told here too, without a value.
          if (!data.optionValue) return
          setTyped(null)
          field.onChange(data.optionValue)
        }}
        onBlur={field.onBlur}
      >
        {zones.map((zone) => (
          <Option key={zone} value={zone} text={zone}>
            {zone} ({offsetOf(zone)})
          </Option>
        ))}
        {zones.length === 0 && (
          <Option key="none" disabled text={t('timeZoneNone')}>
            {t('timeZoneNone')}
          </Option>
        )}
      </Combobox>
    </Field>
  )
}

/** New York, new_york and york find America/New_York. */
function findZones(typed: string): string[] {
  const wanted = typed.trim().toLowerCase().replace(/\s+/g, '_')
  const all = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
  return all.filter((zone) => zone.toLowerCase().includes(wanted)).slice(0, MOST_SHOWN)
}

function offsetOf(timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts()
  return (parts.find((part) => part.type === 'timeZoneName')?.value ?? '').replace('GMT', 'UTC')
}
