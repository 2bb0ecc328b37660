'use client'

import { SearchBox } from '@fluentui/react-components'
import type { Route } from 'next'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useFormatter, useTranslations } from 'next-intl'
import { useEffect, useRef, useState, useTransition } from 'react'
import {
  CONNECTOR_FILTERS,
  type ConnectorFilter,
  type ConnectorQuery,
  connectorQueryString,
} from '#lib/domain/connector-list.ts'
import styles from './connectors.module.css'

const PATH = '/data-connectors/connectors'
/** Long enough to type on, short enough to seem at once. */
const TYPING_PAUSE_MS = 250

/** Search and filter of the Connectors tab: both are in the address, so that a view can be sent to somebody. */
export function ConnectorFilters(props: {
  query: ConnectorQuery
  counts: Record<ConnectorFilter, number>
  total: number
}) {
  const t = useTranslations('connectors')
  const format = useFormatter()
  const { query, counts } = props
  return (
    <div className={styles.bar}>
      <nav className={styles.chips} aria-label={t('filters')}>
        {CONNECTOR_FILTERS.map((filter) => (
          <Link
            key={filter}
            className={styles.chip}
            href={`${PATH}${connectorQueryString(query, { filter })}` as Route}
            aria-current={query.filter === filter ? 'true' : undefined}
            scroll={false}
          >
            {t(`filter.${filter}`)} <span className={styles.chipCount}>{format.number(counts[filter])}</span>
          </Link>
        ))}
      </nav>
      <Search query={query} />
      <div role="status" className="visually-hidden">
        {t('found', { count: props.total })}
      </div>
    </div>
  )
}

function Search({ query }: { query: ConnectorQuery }) {
  const t = useTranslations('connectors')
  const router = useRouter()
  const [text, setText] = useState(query.q)
  const [, startTransition] = useTransition()
  const latest = useRef(query)
  const asked = useRef(query.q)
  useEffect(() => {
    latest.current = query
    // Not what was typed here: a link has changed the address.
    if (query.q !== asked.current) setText(query.q)
    asked.current = query.q
  }, [query])
  useEffect(() => {
    const wanted = text.trim()
    if (wanted === latest.current.q) return
    const timer = setTimeout(() => {
      asked.current = wanted
      const href = `${PATH}${connectorQueryString(latest.current, { q: wanted })}` as Route
      startTransition(() => router.replace(href, { scroll: false }))
    }, TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, router])
  return (
    <SearchBox
      className={styles.search ?? ''}
      size="medium"
      value={text}
      maxLength={100}
      placeholder={t('search')}
      aria-label={t('searchLabel')}
      onChange={(_, data) => setText(data.value)}
    />
  )
}
