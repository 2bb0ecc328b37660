'use client'

import { Button, Field, Input, Select } from '@fluentui/react-components'
import type { Route } from 'next'
import Form from 'next/form'
import { useTranslations } from 'next-intl'
import { useShortReason } from '#components/connector/use-short-reason.ts'
import styles from './run.module.css'
import type { RunCause } from './run-causes.tsx'

/** Chooses among what was not imported. A form with an address: it can be shared, and works before any script does. */
export function NotImportedFilter(props: {
  base: string
  causes: RunCause[]
  cause: string | undefined
  search: string | undefined
}) {
  const t = useTranslations('run')
  return (
    <Form action={props.base as Route} className={styles.filter} role="search">
      <Field label={t('search')}>
        <Input name="search" type="search" defaultValue={props.search ?? ''} />
      </Field>
      <Field label={t('filterByReason')}>
        <Select name="cause" defaultValue={props.cause ?? ''}>
          <option value="">{t('allReasons')}</option>
          {props.causes.map((cause) => (
            <CauseOption key={`${cause.outcome}.${cause.reason}`} cause={cause} />
          ))}
        </Select>
      </Field>
      <Button type="submit">{t('find')}</Button>
    </Form>
  )
}

function CauseOption({ cause: { outcome, reason, count } }: { cause: RunCause }) {
  const t = useTranslations('run')
  const tOutcome = useTranslations('run.outcomes')
  const shortReason = useShortReason()
  const name = outcome as Parameters<typeof tOutcome>[0]
  const words = { outcome: tOutcome.has(name) ? tOutcome(name) : outcome, count }
  return (
    <option value={`${outcome}.${reason}`}>
      {reason === outcome
        ? t('causeOption', words)
        : t('causeOptionReason', { ...words, reason: shortReason(reason) })}
    </option>
  )
}
