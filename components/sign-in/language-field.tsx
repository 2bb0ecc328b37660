'use client'

import { Field, Select } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { useLanguageChoice } from '#components/shell/use-language-choice.ts'
import { isLanguage, LANGUAGES } from '#lib/domain/languages.ts'

/** The language, for who cannot read the page yet: each is named in itself. */
export function LanguageField() {
  const t = useTranslations('shell')
  const { language, choose, isChanging } = useLanguageChoice()
  return (
    <Field label={t('language')} orientation="horizontal" size="small">
      <Select
        size="small"
        value={language}
        aria-busy={isChanging}
        onChange={(_, { value }) => isLanguage(value) && choose(value)}
      >
        {LANGUAGES.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  )
}
