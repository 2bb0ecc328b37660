'use client'

import { Button, Checkbox } from '@fluentui/react-components'
import { ChevronDown20Regular, ChevronRight20Regular } from '@fluentui/react-icons'
import { useFormatter, useTranslations } from 'next-intl'
import { Fragment, useState } from 'react'
import { useShortReason } from '#components/connector/use-short-reason.ts'
import cards from '#components/fields/card.module.css'
import type { WaitingGroup } from '#lib/domain/waiting.ts'
import { FateCell } from './fate-cell.tsx'
import { GroupItems, type ListItemsAction } from './group-items.tsx'
import { PersonName } from './person-name.tsx'
import styles from './quarantine.module.css'
import { type RowDeliver, WaitingRowAction } from './waiting-row-action.tsx'

export type RowChoice = {
  chosenIds: readonly string[]
  toggle: (id: string) => void
  toggleAll: () => void
}

/** What waits, a row for each person and reason; a row opens to its items. `choice` null: to read only. */
export function WaitingGroupsTable(props: {
  connector: { id: string; timeZone: string }
  groups: WaitingGroup[]
  choice: RowChoice | null
  listItems: ListItemsAction
  deliver: RowDeliver | null
}) {
  const t = useTranslations('quarantine')
  const format = useFormatter()
  const shortReason = useShortReason()
  const [openKey, setOpenKey] = useState<string | null>(null)
  const { connector, groups, choice } = props
  const { timeZone } = connector
  const columnCount = choice ? 7 : 6
  const days = ({ firstAt, lastAt }: WaitingGroup) => {
    if (!firstAt || !lastAt) return '–'
    const day = { timeZone, day: 'numeric', month: 'short' } as const
    const last = format.dateTime(lastAt, { ...day, year: 'numeric' })
    const isOneYear =
      format.dateTime(firstAt, { timeZone, year: 'numeric' }) ===
      format.dateTime(lastAt, { timeZone, year: 'numeric' })
    const first = format.dateTime(firstAt, isOneYear ? day : { ...day, year: 'numeric' })
    return format.dateTime(firstAt, { ...day, year: 'numeric' }) === last
      ? last
      : t('firstToLast', { first, last })
  }
  return (
    <table className={cards.table}>
      <caption className="visually-hidden">{t('caption')}</caption>
      <thead>
        <tr>
          {choice && (
            <th scope="col" className={styles.choice}>
              <Checkbox
                aria-label={t('chooseAll')}
                checked={
                  groups.every(({ key }) => choice.chosenIds.includes(key)) ||
                  (choice.chosenIds.length > 0 && 'mixed')
                }
                onChange={choice.toggleAll}
              />
            </th>
          )}
          <th scope="col">{t('reason')}</th>
          <th scope="col">{t('person')}</th>
          <th scope="col" className={cards.number}>
            {t('items')}
          </th>
          <th scope="col">{t('days')}</th>
          <th scope="col">{t('now')}</th>
          <th scope="col">
            <span className="visually-hidden">{t('todo')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => {
          const { key, person } = group
          const name = person.displayName || person.phone || person.address || t('nobody')
          const isOpen = openKey === key
          const isChosen = choice?.chosenIds.includes(key) ?? false
          return (
            <Fragment key={key}>
              <tr className={isChosen ? styles.chosenRow : undefined}>
                {choice && (
                  <td data-label={t('choose')} className={styles.choice}>
                    <Checkbox
                      aria-label={t('chooseOf', { name, count: group.itemCount })}
                      checked={isChosen}
                      onChange={() => choice.toggle(key)}
                    />
                  </td>
                )}
                <td data-label={t('reason')}>{shortReason(group.reason)}</td>
                <td data-label={t('person')}>
                  <span className={styles.person}>
                    <Button
                      size="small"
                      appearance="transparent"
                      icon={isOpen ? <ChevronDown20Regular /> : <ChevronRight20Regular />}
                      aria-expanded={isOpen}
                      aria-label={t('showItemsOf', { name, count: group.itemCount })}
                      onClick={() => setOpenKey(isOpen ? null : key)}
                    />
                    <PersonName person={person} />
                  </span>
                </td>
                <td data-label={t('items')} className={`${cards.number} ${styles.count}`}>
                  {format.number(group.itemCount)}
                </td>
                <td data-label={t('days')} className={styles.oneLine}>
                  {days(group)}
                </td>
                <td data-label={t('now')}>
                  <FateCell fate={group.fate} acknowledged={group.acknowledged} timeZone={timeZone} />
                </td>
                <td data-label={t('todo')} className={styles.action}>
                  <WaitingRowAction
                    connectorId={connector.id}
                    person={person}
                    fate={group.fate}
                    name={name}
                    deliver={
                      props.deliver && {
                        ...props.deliver,
                        scope: { kind: 'chosen', groups: [key], items: [] },
                      }
                    }
                  />
                </td>
              </tr>
              {isOpen && (
                <tr>
                  <td colSpan={columnCount}>
                    <GroupItems connector={connector} group={key} name={name} listItems={props.listItems} />
                  </td>
                </tr>
              )}
            </Fragment>
          )
        })}
      </tbody>
    </table>
  )
}
