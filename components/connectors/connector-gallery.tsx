'use client'

import { SearchBox } from '@fluentui/react-components'
import { PlugDisconnected20Regular } from '@fluentui/react-icons'
import type { Route } from 'next'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import cards from '#components/fields/card.module.css'
import { LinkButton } from '#components/fields/link-button.tsx'
import type { ConnectorTypeId } from '#lib/domain/connector-catalog.ts'
import { Age } from './age.tsx'
import styles from './gallery.module.css'
import { TypeTile } from './type-tile.tsx'

export type OfferedType = {
  type: { id: ConnectorTypeId; name: string; publisher: string }
  connectorCount: number
  lastRunImported: number
  quarantinedCount: number
  newestMessageAt: Date | null
}

/** The types of connectors that can be added, and by name those of the same publisher that cannot. */
export function ConnectorGallery(props: {
  offered: OfferedType[]
  notOffered: readonly string[]
  now: Date
}) {
  const t = useTranslations('gallery')
  const [search, setSearch] = useState('')
  const needle = search.trim().toLowerCase()
  const offered = props.offered.filter(({ type }) =>
    `${type.name}\n${type.publisher}`.toLowerCase().includes(needle),
  )
  const notOffered = props.notOffered.filter((name) => name.toLowerCase().includes(needle))
  return (
    <>
      <div className={styles.bar}>
        <h2>{t('title')}</h2>
        <span role="status" className={cards.quiet}>
          {needle ? t('found', { count: offered.length + notOffered.length }) : ''}
        </span>
        <SearchBox
          className={styles.search ?? ''}
          value={search}
          maxLength={100}
          placeholder={t('search')}
          aria-label={t('search')}
          onChange={(_, data) => setSearch(data.value)}
        />
      </div>
      {offered.map((each) => (
        <TypeCard key={each.type.id} {...each} now={props.now} />
      ))}
      {notOffered.length > 0 && (
        <section aria-labelledby="not-offered">
          <h2 id="not-offered">{t('notOffered')}</h2>
          <p className={cards.quiet}>{t('notOfferedText')}</p>
          <ul className={styles.notOffered}>
            {notOffered.map((name) => (
              <li key={name} className={cards.card}>
                <PlugDisconnected20Regular aria-hidden />
                {name}
              </li>
            ))}
          </ul>
        </section>
      )}
      {offered.length + notOffered.length === 0 && <p>{t('noMatch')}</p>}
    </>
  )
}

function TypeCard(props: OfferedType & { now: Date }) {
  const t = useTranslations('dataConnectors')
  const tGallery = useTranslations('gallery')
  const format = useFormatter()
  const { type, newestMessageAt } = props
  return (
    <section className={`${cards.card} ${styles.hero}`} aria-labelledby={`type-${type.id}`}>
      <TypeTile size="large" />
      <div>
        <h3 id={`type-${type.id}`}>
          {type.name} <span className={styles.publisher}>{type.publisher}</span>
        </h3>
        <p>{t(`types.${type.id}`)}</p>
        <LinkButton
          href={`/data-connectors/${type.id}` as Route}
          appearance="primary"
          label={t('viewType', { name: type.name })}
        >
          {t('view')}
        </LinkButton>
      </div>
      <dl className={styles.numbers}>
        <div>
          <dt>{tGallery('connectors')}</dt>
          <dd>{format.number(props.connectorCount)}</dd>
        </div>
        <div>
          <dt>{tGallery('newest')}</dt>
          <dd>
            {newestMessageAt ? <Age at={newestMessageAt} now={props.now} timeZone="UTC" /> : tGallery('none')}
          </dd>
        </div>
        <div>
          <dt>{tGallery('imported')}</dt>
          <dd>{format.number(props.lastRunImported)}</dd>
        </div>
        <div>
          <dt>{tGallery('quarantine')}</dt>
          <dd>{format.number(props.quarantinedCount)}</dd>
        </div>
      </dl>
    </section>
  )
}
