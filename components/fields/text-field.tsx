'use client'

import { Field, Input, type InputProps } from '@fluentui/react-components'
import { type Control, Controller, type FieldPath, type FieldValues } from 'react-hook-form'
import { useFieldProblem } from './use-field-problem.ts'

/** A labelled text box of a form, with the error of its field. */
export function TextField<Values extends FieldValues>(props: {
  control: Control<Values>
  name: FieldPath<Values>
  label: string
  hint?: string
  required?: boolean
  type?: NonNullable<InputProps['type']>
  autoComplete?: string
}) {
  const problemOf = useFieldProblem()
  return (
    <Controller
      control={props.control}
      name={props.name}
      render={({ field, fieldState }) => (
        <Field
          label={props.label}
          {...(props.required && { required: true })}
          {...(props.hint && { hint: props.hint })}
          {...(fieldState.error && { validationMessage: problemOf(fieldState.error.message) })}
        >
          <Input
            ref={field.ref}
            name={field.name}
            value={String(field.value ?? '')}
            onChange={(_, data) => field.onChange(data.value)}
            onBlur={field.onBlur}
            type={props.type ?? 'text'}
            {...(props.autoComplete && { autoComplete: props.autoComplete })}
          />
        </Field>
      )}
    />
  )
}
