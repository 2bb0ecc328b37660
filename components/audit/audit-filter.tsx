'use client'

import { Button, Field, Input, Select } from '@fluentui/react-components'
import type { Route } from 'next'
import Form from 'next/form'
import { useTranslations } from 'next-intl'
import { AUDIT_ACTIONS, AUDIT_OUTCOMES } from '#lib/domain/audit-actions.ts'
import type { AuditQuery } from '#lib/domain/audit-query.ts'
import styles from './audit.module.css'

/** Chooses among the events. A form with an address: it can be shared, and works before any script does. */
export function AuditFilter(props: {
  base: string
  choice: Omit<AuditQuery, 'after'>
  /** Null on the page of one connector. */
  connectors: { id: string; name: string }[] | null
}) {
  const t = useTranslations('audit')
  const tRun = useTranslations('run')
  const { base, choice, connectors } = props
  return (
    // Another choice, also from a link, is another form: what it shows is what the address says.
    <Form action={base as Route} className={styles.filter} role="search" key={JSON.stringify(choice)}>
      <Field label={t('who')}>
        <Input name="person" type="search" defaultValue={choice.person ?? ''} />
      </Field>
      {connectors && (
        <Field label={t('connector')}>
          <Select name="connector" defaultValue={choice.connector ?? ''}>
            <option value="">{t('allConnectors')}</option>
            {connectors.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      <Field label={t('what')}>
        <Select name="action" defaultValue={choice.action ?? ''}>
          <option value="">{t('allActions')}</option>
          {AUDIT_ACTIONS.map((action) => (
            <option key={action} value={action}>
              {t(`actions.${action}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('outcome')}>
        <Select name="outcome" defaultValue={choice.outcome ?? ''}>
          <option value="">{t('anyOutcome')}</option>
          {AUDIT_OUTCOMES.map((outcome) => (
            <option key={outcome} value={outcome}>
              {t(`outcomes.${outcome}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('from')}>
        <Input name="from" type="date" defaultValue={choice.from ?? ''} />
      </Field>
      <Field label={t('to')}>
        <Input name="to" type="date" defaultValue={choice.to ?? ''} />
      </Field>
      <Button type="submit">{tRun('find')}</Button>
    </Form>
  )
}
