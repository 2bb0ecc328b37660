'use client'

import { MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { KeyPaging } from '#components/fields/key-paging.tsx'
import { Link } from '#components/fields/link.tsx'
import links from '#components/fields/link-button.module.css'
import { When } from '#components/fields/when.tsx'
import type { ArchivedPerson, PeopleTotals } from '#lib/domain/archived-person.ts'
import type { PeopleQuery } from '#lib/domain/people-query.ts'
import type { LocalDate } from '#lib/domain/wall-clock.ts'
import styles from './people.module.css'
import { PeopleFilter } from './people-filter.tsx'
import { PeopleTable, type PersonActions } from './people-table.tsx'
import { PeopleTiles } from './people-tiles.tsx'

/** Whom a connector archives, who of them has fallen silent, and where their messages go. */
export function PeopleView(props: {
  connector: { id: string; timeZone: string }
  query: PeopleQuery
  people: ArchivedPerson[]
  /** How many the filters find. */
  found: number
  totals: PeopleTotals
  next: string | null
  asOf: LocalDate
  readAt: Date
  today: LocalDate
  /** Null: to read only. */
  actions: PersonActions | null
}) {
  const t = useTranslations('people')
  const { connector, query, people, totals } = props
  const { after, ...choice } = query
  const base = `/data-connectors/connectors/${connector.id}/people`
  return (
    <div className={cards.stack}>
      {totals.silent > 0 && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('banner.title', { count: totals.silent })}</MessageBarTitle>
            {t('banner.text')}{' '}
            {query.state !== 'silent' && (
              <Link href={`${base}?state=silent` as Route}>{t('banner.show', { count: totals.silent })}</Link>
            )}
          </MessageBarBody>
        </MessageBar>
      )}
      <PeopleTiles totals={totals} />
      <section className={`${cards.card} ${cards.flush}`}>
        <div className={styles.bar}>
          <PeopleFilter base={base} query={query} />
          <a className={links.button} href={`${base}/export?${new URLSearchParams(given(choice))}`} download>
            {t('export')}
          </a>
        </div>
        {people.length === 0 && (
          <p className={cards.empty}>{totals.people === 0 ? t('nobody') : t('noneFound')}</p>
        )}
        {people.length > 0 && (
          <PeopleTable
            connector={connector}
            people={people}
            asOf={props.asOf}
            today={props.today}
            actions={props.actions}
          />
        )}
        <KeyPaging base={base} query={choice} isFirst={!after} next={props.next} label={t('pages')} />
        <div className={cards.foot}>
          <span>
            {t.rich('asOf', {
              timeZone: connector.timeZone,
              when: () => <When at={props.readAt} timeZone={connector.timeZone} />,
            })}
          </span>
          <span>{t('sum', { found: props.found, people: totals.people })}</span>
        </div>
      </section>
    </div>
  )
}

const given = (choice: Record<string, string | undefined>) =>
  Object.entries(choice).flatMap(([name, value]) => (value ? [[name, value]] : []))
