'use client'

import { Select } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { MAPPING_PRECEDENCES, type MappingPrecedence } from '#lib/domain/mapping-candidates.ts'
import styles from './mapping.module.css'
import { PrecedenceRules } from './precedence-rules.tsx'

/** Which rule wins: a choice, and what it means, with an example. */
export function PrecedenceChoice(props: {
  precedence: MappingPrecedence
  isAutomatic: boolean
  onChange: (precedence: MappingPrecedence) => void
}) {
  const t = useTranslations('mapping.precedence')
  return (
    <section className={`${cards.card} ${cards.stack}`}>
      <div className={cards.cardHead}>
        <h2 id="precedence">{t('title')}</h2>
        <Select
          className={styles.precedence ?? ''}
          aria-labelledby="precedence"
          size="small"
          value={props.precedence}
          onChange={(_, { value }) => props.onChange(value as MappingPrecedence)}
        >
          {MAPPING_PRECEDENCES.map((each) => (
            <option key={each} value={each}>
              {t(`choices.${each}`)}
            </option>
          ))}
        </Select>
      </div>
      <PrecedenceRules precedence={props.precedence} isAutomatic={props.isAutomatic} />
    </section>
  )
}
