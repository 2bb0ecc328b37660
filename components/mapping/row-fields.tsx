'use client'

import { Field, Input } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import type { RowDraft, RowField } from './use-row-draft.ts'

/** The fields of a row, each with what is to be said of it. */
export function RowFields(props: {
  draft: RowDraft
  fields: readonly RowField[]
  size?: 'small' | 'medium'
  /** Where the typing begins. */
  first?: RowField
}) {
  const t = useTranslations('mapping.rowEditor')
  const { draft, size = 'medium' } = props
  return props.fields.map((name) => {
    const news = draft.newsOf(name)
    const isDate = name === 'validFrom' || name === 'validTo'
    return (
      <Field
        key={name}
        label={t(name)}
        size={size}
        required={!isDate}
        {...(name === 'validFrom' && { hint: t('datesHint') })}
        {...(news.text && { validationMessage: news.text, validationState: news.state })}
      >
        <Input
          type={isDate ? 'date' : 'text'}
          size={size}
          value={draft.values[name]}
          maxLength={320}
          ref={props.first === name ? focusOnce : null}
          onChange={(_, { value }) => draft.set(name, value)}
        />
      </Field>
    )
  })
}

function focusOnce(input: HTMLInputElement | null): void {
  input?.focus()
}
