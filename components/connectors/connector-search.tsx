'use client'

import { SearchBox } from '@fluentui/react-components'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState, useTransition } from 'react'
import { type ConnectorQuery, connectorQueryString } from '#lib/domain/connector-list.ts'
import styles from './connectors.module.css'

/** Long enough to type on, short enough to seem at once. */
const TYPING_PAUSE_MS = 250

/** Search of the Connectors tab. It is in the address, as the filters are. */
export function ConnectorSearch({ query }: { query: ConnectorQuery }) {
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
      const href =
        `/data-connectors/connectors${connectorQueryString(latest.current, { q: wanted })}` as Route
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
