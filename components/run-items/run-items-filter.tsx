'use client'

import { Button, Field, Input, Select } from '@fluentui/react-components'
import type { Route } from 'next'
import Form from 'next/form'
import { useTranslations } from 'next-intl'
import { ITEM_KINDS } from '#lib/domain/item-kind.ts'
import { ITEM_OUTCOMES } from '#lib/domain/item-outcome.ts'
import styles from './run-items.module.css'

/** Chooses among the items of a run. A form with an address: it can be shared, and works before any script does. */
export function RunItemsFilter(props: {
  base: string
  query: { search?: string | undefined; outcome?: string | undefined; kind?: string | undefined }
}) {
  const t = useTranslations('items')
  const tRun = useTranslations('run')
  const { search, outcome, kind } = props.query
  return (
    <Form action={`${props.base}/items` as Route} className={styles.filter} role="search">
      <Field label={tRun('search')} className={styles.search ?? ''}>
        <Input name="search" type="search" defaultValue={search ?? ''} />
      </Field>
      <Field label={tRun('outcome')}>
        <Select name="outcome" defaultValue={outcome ?? ''}>
          <option value="">{t('allOutcomes')}</option>
          {ITEM_OUTCOMES.map((one) => (
            <option key={one} value={one}>
              {t(`outcomes.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('kind')}>
        <Select name="kind" defaultValue={kind ?? ''}>
          <option value="">{t('allKinds')}</option>
          {ITEM_KINDS.map((one) => (
            <option key={one} value={one}>
              {t(`kinds.${one}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit">{tRun('find')}</Button>
    </Form>
  )
}
