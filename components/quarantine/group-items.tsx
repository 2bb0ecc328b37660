'use client'

import { Spinner } from '@fluentui/react-components'
import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { CallButton } from '#components/fields/call-button.tsx'
import { Link } from '#components/fields/link.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { When } from '#components/fields/when.tsx'
import type { WaitingItemsInput } from '#lib/domain/connector-inputs.ts'
import type { WaitingItem } from '#lib/domain/waiting.ts'
import styles from './quarantine.module.css'

export type ListItemsAction = Action<WaitingItemsInput, { items: WaitingItem[]; next: string | null }>

/** The items of a group, a piece at a time; each leads to its story. */
export function GroupItems(props: {
  connector: { id: string; timeZone: string }
  group: string
  name: string
  listItems: ListItemsAction
}) {
  const t = useTranslations('quarantine')
  const tRun = useTranslations('run')
  const { connector, group, name } = props
  const { call, isPending, refusal } = useCall(props.listItems)
  const [shown, setShown] = useState<{ items: WaitingItem[]; next: string | null } | null>(null)
  const read = (after: string | null) =>
    call(
      { connectorId: connector.id, group, after },
      {
        onDone: ({ items, next }) =>
          setShown((before) => ({ items: [...(before?.items ?? []), ...items], next })),
      },
    )
  const first = useRef(read)
  // Strict mode runs effects twice: the first piece is asked for once.
  const isAsked = useRef(false)
  useEffect(() => {
    if (isAsked.current) return
    isAsked.current = true
    first.current(null)
  }, [])
  return (
    <>
      <RefusalMessage refusal={refusal} />
      {!shown && !refusal && <Spinner size="tiny" label={t('reading')} />}
      {shown && (
        <ul className={styles.items} aria-label={t('itemsOf', { name })}>
          {shown.items.map((item) => (
            <li key={item.id}>
              <span className={styles.oneLine}>
                {item.sentAt ? <When at={item.sentAt} timeZone={connector.timeZone} zoned={false} /> : '–'}
              </span>
              <Link
                href={
                  `/data-connectors/connectors/${connector.id}/runs/${item.runId}/items/${item.id}` as Route
                }
              >
                <bdi>{item.title || tRun('noSubject')}</bdi>
              </Link>
            </li>
          ))}
          {shown.items.length === 0 && <li>{t('gone')}</li>}
        </ul>
      )}
      {shown?.next && (
        <div className={styles.more}>
          <CallButton size="small" isPending={isPending} onClick={() => read(shown.next)}>
            {t('more')}
          </CallButton>
        </div>
      )}
    </>
  )
}
