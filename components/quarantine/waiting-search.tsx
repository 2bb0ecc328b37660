'use client'

import { Button, Input } from '@fluentui/react-components'
import { Search20Regular } from '@fluentui/react-icons'
import type { Route } from 'next'
import Form from 'next/form'
import { useTranslations } from 'next-intl'
import styles from './quarantine.module.css'

/** By name, number or e-mail address. A form with an address: it can be shared, and works before any script does. */
export function WaitingSearch(props: { base: string; by: 'person' | 'item'; search: string | undefined }) {
  const t = useTranslations('quarantine')
  return (
    <Form action={props.base as Route} role="search" className={styles.search}>
      <Input
        name="search"
        type="search"
        defaultValue={props.search ?? ''}
        placeholder={t('search')}
        aria-label={t('searchLabel')}
        maxLength={100}
      />
      {props.by === 'item' && <input type="hidden" name="by" value="item" />}
      <Button type="submit" icon={<Search20Regular />} aria-label={t('find')} />
    </Form>
  )
}
