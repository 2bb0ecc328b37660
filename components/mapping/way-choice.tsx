'use client'

import { Field, Radio, RadioGroup } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import type { MappingUploadSummary } from '#lib/domain/mapping-upload.ts'

export type MappingWay = 'replace' | 'merge'

/** Whether the file takes the place of the rows in force or is added to them, with what each would change. */
export function WayChoice(props: {
  summary: MappingUploadSummary
  way: MappingWay
  onChange: (way: MappingWay) => void
}) {
  const t = useTranslations('mapping.way')
  const { diff, versionInForce } = props.summary
  if (!diff) return null
  return (
    <section className={cards.card}>
      <Field label={t('title', { number: versionInForce })}>
        <RadioGroup value={props.way} onChange={(_, { value }) => props.onChange(value as MappingWay)}>
          {(['replace', 'merge'] as const).map((way) => (
            <Radio
              key={way}
              value={way}
              label={
                <>
                  {t(way)}
                  <br />
                  <span className={cards.quiet}>{t('diff', diff[way])}</span>
                </>
              }
            />
          ))}
        </RadioGroup>
      </Field>
    </section>
  )
}
