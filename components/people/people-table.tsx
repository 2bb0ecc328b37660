'use client'

import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { useCalendarDate } from '#components/fields/use-calendar-date.ts'
import type { ArchivedPerson } from '#lib/domain/archived-person.ts'
import { daysBetween, type LocalDate } from '#lib/domain/wall-clock.ts'
import { MappedTo } from './mapped-to.tsx'
import { type MuteAction, MuteButton } from './mute-button.tsx'
import styles from './people.module.css'
import { PersonDays } from './person-days.tsx'
import { PersonStateLabel } from './person-state-label.tsx'
import { personName, shownId } from './shown-id.ts'
import { type UnmuteAction, UnmuteButton } from './unmute-button.tsx'

export type PersonActions = { mute: MuteAction; unmute: UnmuteAction }

export function PeopleTable(props: {
  connector: { id: string; timeZone: string }
  people: ArchivedPerson[]
  asOf: LocalDate
  today: LocalDate
  actions: PersonActions | null
}) {
  const t = useTranslations('people')
  const date = useCalendarDate()
  const { connector, people, asOf, actions } = props
  return (
    <table className={cards.table}>
      <caption className="visually-hidden">{t('caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('person')}</th>
          <th scope="col">{t('mappedBy')}</th>
          <th scope="col">{t('days')}</th>
          <th scope="col">{t('lastMessage')}</th>
          <th scope="col">{t('state')}</th>
          {actions && (
            <th scope="col">
              <span className="visually-hidden">{t('commands')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.owner}>
            <td data-label={t('person')}>
              <span>
                <bdi className={styles.name}>{personName(person)}</bdi>
                {person.displayName && <span className={styles.second}>{shownId(person.owner)}</span>}
              </span>
            </td>
            <td data-label={t('mappedBy')}>
              <MappedTo connectorId={connector.id} person={person} canAdd={actions !== null} />
            </td>
            <td data-label={t('days')}>
              <PersonDays days={person.days} asOf={asOf} isSilent={person.state === 'silent'} />
            </td>
            <td data-label={t('lastMessage')}>
              <span>
                <span className={styles.line}>{date(person.lastDay)}</span>
                <span className={styles.second}>
                  {t('daysAgo', { count: Math.max(0, daysBetween(person.lastDay, props.today)) })}
                </span>
              </span>
            </td>
            <td data-label={t('state')}>
              <PersonStateLabel person={person} />
            </td>
            {actions && (
              <td className={styles.action}>
                {person.mute ? (
                  <UnmuteButton connectorId={connector.id} person={person} action={actions.unmute} />
                ) : (
                  person.state === 'silent' && (
                    <MuteButton
                      connectorId={connector.id}
                      person={person}
                      today={props.today}
                      action={actions.mute}
                    />
                  )
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
