'use client'

import { Switch } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import styles from './mapping.module.css'

/** The rule by e-mail address, on or off. */
export function AutomaticSwitch(props: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  const t = useTranslations('mapping')
  return (
    <section className={`${cards.card} ${styles.automatic}`}>
      <div>
        <h2>{t('automatic')}</h2>
        <p id="automatic-hint" className={styles.intro}>
          {t('automaticHint')}
        </p>
      </div>
      <Switch
        checked={props.isOn}
        label={props.isOn ? t('on') : t('off')}
        labelPosition="before"
        // The word beside it is its state, which a screen reader says anyway; this is what it switches.
        aria-label={t('automatic')}
        aria-describedby="automatic-hint"
        onChange={(_, data) => props.onChange(data.checked)}
      />
    </section>
  )
}
