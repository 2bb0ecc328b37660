'use client'

import { Field, Select } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { type Control, Controller, type FieldPath, type FieldValues } from 'react-hook-form'
import { LANGUAGES, type Language } from '#lib/domain/languages.ts'

/** In which language a channel is told of alerts. Each language is named in itself. */
export function ChannelLanguage<Values extends FieldValues & { language: Language }>(props: {
  control: Control<Values>
}) {
  const t = useTranslations('alerts.settings')
  return (
    <Controller
      control={props.control}
      name={'language' as FieldPath<Values>}
      render={({ field }) => (
        <Field label={t('language')} hint={t('languageHint')}>
          <Select
            ref={field.ref}
            name={field.name}
            value={String(field.value)}
            onChange={(_, data) => field.onChange(data.value)}
            onBlur={field.onBlur}
          >
            {LANGUAGES.map(({ tag, name }) => (
              <option key={tag} value={tag} lang={tag}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
    />
  )
}
