'use client'

import { Button, Field, Input, Select } from '@fluentui/react-components'
import type { Route } from 'next'
import Form from 'next/form'
import { useTranslations } from 'next-intl'
import { PERSON_MAPPINGS, PERSON_STATES } from '#lib/domain/archived-person.ts'
import type { PeopleQuery } from '#lib/domain/people-query.ts'
import styles from './people.module.css'

/** Chooses among the people. A form with an address: it can be shared, and works before any script does. */
export function PeopleFilter({ base, query }: { base: string; query: PeopleQuery }) {
  const t = useTranslations('people')
  const tRun = useTranslations('run')
  const { after: _, ...choice } = query
  return (
    // Another choice, also from a link, is another form: what it shows is what the address says.
    <Form action={base as Route} role="search" className={styles.filter} key={JSON.stringify(choice)}>
      <Field label={t('search')}>
        <Input name="search" type="search" defaultValue={choice.search ?? ''} maxLength={100} />
      </Field>
      <Field label={t('state')}>
        <Select name="state" defaultValue={choice.state ?? ''}>
          <option value="">{t('allStates')}</option>
          {PERSON_STATES.map((state) => (
            <option key={state} value={state}>
              {t(`states.${state}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('mappedBy')}>
        <Select name="mapping" defaultValue={choice.mapping ?? ''}>
          <option value="">{t('anyMapping')}</option>
          {PERSON_MAPPINGS.map((mapping) => (
            <option key={mapping} value={mapping}>
              {t(`mappings.${mapping}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit">{tRun('find')}</Button>
    </Form>
  )
}
