'use client'

import { Checkbox } from '@fluentui/react-components'
import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { useShortReason } from '#components/connector/use-short-reason.ts'
import cards from '#components/fields/card.module.css'
import { Link } from '#components/fields/link.tsx'
import { When } from '#components/fields/when.tsx'
import type { WaitingItem } from '#lib/domain/waiting.ts'
import { FateCell } from './fate-cell.tsx'
import { PersonName } from './person-name.tsx'
import styles from './quarantine.module.css'
import type { RowChoice } from './waiting-groups-table.tsx'
import { type RowDeliver, WaitingRowAction } from './waiting-row-action.tsx'

/** What waits, item by item. `choice` null: to read only. */
export function WaitingItemsTable(props: {
  connector: { id: string; timeZone: string }
  items: WaitingItem[]
  choice: RowChoice | null
  deliver: RowDeliver | null
}) {
  const t = useTranslations('quarantine')
  const tRun = useTranslations('run')
  const shortReason = useShortReason()
  const { connector, items, choice } = props
  return (
    <table className={cards.table}>
      <caption className="visually-hidden">{t('itemsCaption')}</caption>
      <thead>
        <tr>
          {choice && (
            <th scope="col" className={styles.choice}>
              <Checkbox
                aria-label={t('chooseAll')}
                checked={
                  items.every(({ id }) => choice.chosenIds.includes(id)) ||
                  (choice.chosenIds.length > 0 && 'mixed')
                }
                onChange={choice.toggleAll}
              />
            </th>
          )}
          <th scope="col">{tRun('sent')}</th>
          <th scope="col">{t('reason')}</th>
          <th scope="col">{t('person')}</th>
          <th scope="col">{tRun('subject')}</th>
          <th scope="col">{t('now')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('todo')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => {
          const isChosen = choice?.chosenIds.includes(item.id) ?? false
          const title = item.title || tRun('noSubject')
          return (
            <tr key={item.id} className={isChosen ? styles.chosenRow : undefined}>
              {choice && (
                <td data-label={t('choose')} className={styles.choice}>
                  <Checkbox
                    aria-label={t('chooseItem', { title })}
                    checked={isChosen}
                    onChange={() => choice.toggle(item.id)}
                  />
                </td>
              )}
              <td data-label={tRun('sent')} className={styles.oneLine}>
                {item.sentAt ? <When at={item.sentAt} timeZone={connector.timeZone} zoned={false} /> : '–'}
              </td>
              <td data-label={t('reason')}>{shortReason(item.reason)}</td>
              <td data-label={t('person')}>
                <PersonName person={item.person} />
              </td>
              <td data-label={tRun('subject')}>
                <Link
                  href={
                    `/data-connectors/connectors/${connector.id}/runs/${item.runId}/items/${item.id}` as Route
                  }
                >
                  <bdi>{title}</bdi>
                </Link>
              </td>
              <td data-label={t('now')}>
                <FateCell fate={item.fate} acknowledged={item.acknowledged} timeZone={connector.timeZone} />
              </td>
              <td data-label={t('todo')} className={styles.action}>
                <WaitingRowAction
                  connectorId={connector.id}
                  person={item.person}
                  fate={item.fate}
                  name={title}
                  deliver={
                    props.deliver && {
                      ...props.deliver,
                      scope: { kind: 'chosen', groups: [], items: [item.id] },
                    }
                  }
                />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
