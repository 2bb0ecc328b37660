'use client'

import { Button, Field, Select } from '@fluentui/react-components'
import Form from 'next/form'
import { useTranslations } from 'next-intl'
import { ALERT_KINDS, type AlertKind, type AlertState } from '#lib/domain/alert-kinds.ts'
import styles from './alerts.module.css'

export type AlertChoice = {
  connector?: string | undefined
  kind?: AlertKind | undefined
  state?: AlertState | undefined
  delivery?: 'failed' | undefined
}

/** Chooses among the alerts. A form with an address: it can be shared, and works before any script does. */
export function AlertFilter(props: { connectors: { id: string; name: string }[]; choice: AlertChoice }) {
  const t = useTranslations('alerts')
  const tRun = useTranslations('run')
  const { choice } = props
  return (
    // Another choice, also from a link, is another form: what it shows is what the address says.
    <Form action="/alerts" className={styles.filter} role="search" key={JSON.stringify(choice)}>
      <Field label={t('list.filterConnector')}>
        <Select name="connector" defaultValue={choice.connector ?? ''}>
          <option value="">{t('list.allConnectors')}</option>
          {props.connectors.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('list.filterKind')}>
        <Select name="kind" defaultValue={choice.kind ?? ''}>
          <option value="">{t('list.allKinds')}</option>
          {ALERT_KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kinds.${kind}.name`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('list.filterState')}>
        <Select name="state" defaultValue={choice.state ?? ''}>
          <option value="">{t('list.allStates')}</option>
          <option value="open">{t('states.open')}</option>
          <option value="resolved">{t('states.resolved')}</option>
        </Select>
      </Field>
      <Field label={t('list.filterDelivery')}>
        <Select name="delivery" defaultValue={choice.delivery ?? ''}>
          <option value="">{t('list.anyDelivery')}</option>
          <option value="failed">{t('list.undeliveredOnly')}</option>
        </Select>
      </Field>
      <Button type="submit">{tRun('find')}</Button>
    </Form>
  )
}
