'use client'

import type { Route } from 'next'
import { useFormatter, useTranslations } from 'next-intl'
import { Link } from '#components/fields/link.tsx'
import {
  CONNECTOR_FILTERS,
  type ConnectorFilter,
  type ConnectorQuery,
  connectorQueryString,
} from '#lib/domain/connector-list.ts'
import type { ConnectorStatus } from '#lib/domain/connector-status.ts'
import styles from './connectors.module.css'
import { StatusIcon } from './status-label.tsx'

const PATH = '/data-connectors/connectors'
/** The filters of the Connectors tab: links, because a view has an address that can be sent to somebody. */
export function ConnectorFilters(props: {
  query: ConnectorQuery
  counts: Record<ConnectorFilter, number>
  total: number
}) {
  const t = useTranslations('connectors')
  const format = useFormatter()
  const { query, counts } = props
  return (
    <>
      <nav className={styles.chips} aria-label={t('filters')}>
        {CONNECTOR_FILTERS.map((filter) => (
          <Link
            key={filter}
            className={styles.chip}
            href={`${PATH}${connectorQueryString(query, { filter })}` as Route}
            aria-current={query.filter === filter ? 'true' : undefined}
            scroll={false}
          >
            {ICONS[filter] && <StatusIcon kind={ICONS[filter]} />}
            {t(`filter.${filter}`)} <span className={styles.chipCount}>{format.number(counts[filter])}</span>
          </Link>
        ))}
      </nav>
      <div role="status" className="visually-hidden">
        {t('found', { count: props.total })}
      </div>
    </>
  )
}

const ICONS: Partial<Record<ConnectorFilter, ConnectorStatus['kind']>> = {
  attention: 'completed-with-problems',
  importing: 'importing',
  completed: 'completed',
  paused: 'paused',
  'waiting-to-start': 'waiting-to-start',
}
