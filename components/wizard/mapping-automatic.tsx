'use client'

import { Switch } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { type Control, Controller } from 'react-hook-form'
import cards from '#components/fields/card.module.css'
import styles from './mapping.module.css'
import type { MappingValues } from './mapping-values.ts'
import forms from './wizard.module.css'

/** The rule by e-mail address, on or off. */
export function MappingAutomatic({ control }: { control: Control<MappingValues> }) {
  const t = useTranslations('mapping')
  return (
    <section className={`${cards.card} ${styles.automatic}`}>
      <div>
        <h2>{t('automatic')}</h2>
        <p id="automatic-hint" className={forms.intro}>
          {t('automaticHint')}
        </p>
      </div>
      <Controller
        control={control}
        name="automaticMapping"
        render={({ field }) => (
          <Switch
            ref={field.ref}
            name={field.name}
            checked={field.value}
            label={field.value ? t('on') : t('off')}
            labelPosition="before"
            // The word beside it is its state, which a screen reader says anyway; this is what it switches.
            aria-label={t('automatic')}
            aria-describedby="automatic-hint"
            onChange={(_, data) => field.onChange(data.checked)}
            onBlur={field.onBlur}
          />
        )}
      />
    </section>
  )
}
