'use client'

import { Button, Field, Input } from '@fluentui/react-components'
import { Eye20Regular, EyeOff20Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { type Control, Controller } from 'react-hook-form'
import { useFieldProblem } from '#components/fields/use-field-problem.ts'
import type { SiteLoginValues } from './use-site-login.ts'

/** A password that can be looked at while it is typed. Pasting and password managers work as in any other. */
export function SecretField(props: {
  control: Control<SiteLoginValues>
  name: 'password' | 'passphrase'
  label: string
  hint?: string
  required?: boolean
  autoComplete: string
}) {
  const t = useTranslations('login')
  const problemOf = useFieldProblem()
  const [isShown, setShown] = useState(false)
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
            value={field.value ?? ''}
            onChange={(_, data) => field.onChange(data.value)}
            onBlur={field.onBlur}
            type={isShown ? 'text' : 'password'}
            autoComplete={props.autoComplete}
            spellCheck={false}
            contentAfter={
              <Button
                appearance="transparent"
                size="small"
                aria-pressed={isShown}
                aria-label={t('showSecret')}
                icon={isShown ? <EyeOff20Regular /> : <Eye20Regular />}
                onClick={() => setShown(!isShown)}
              />
            }
          />
        </Field>
      )}
    />
  )
}
