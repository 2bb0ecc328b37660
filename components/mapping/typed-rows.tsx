'use client'

import { Button, Field, Textarea } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import styles from './mapping.module.css'

/** Rows that are typed or pasted: they go the way of a file. */
export function TypedRows(props: { text: string; onChange: (text: string) => void; onCheck: () => void }) {
  const t = useTranslations('mapping')
  const { text } = props
  return (
    <details className={styles.byHand} open={text !== ''}>
      <summary>{t('paste')}</summary>
      <div className={cards.stack}>
        <Field label={t('rows')} hint={t('pasteHint')}>
          <Textarea
            value={text}
            rows={6}
            resize="vertical"
            textarea={{ className: cards.mono ?? '', spellCheck: false }}
            onChange={(_, data) => props.onChange(data.value)}
          />
        </Field>
        <div>
          <Button disabledFocusable={text.trim() === ''} onClick={props.onCheck}>
            {t('checkRows')}
          </Button>
        </div>
      </div>
    </details>
  )
}
