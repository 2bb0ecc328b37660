'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import type { ConnectorStatus } from '#lib/domain/connector-status.ts'
import { statusWords } from './status-words.ts'

/** What a screen reader hears of connectors: each that has come to another stage, or ten percent further. */
export function useStatusNews(connectors: readonly { id: string; name: string; status: ConnectorStatus }[]) {
  const t = useTranslations('status')
  const said = useRef<Map<string, string> | null>(null)
  const [news, setNews] = useState('')
  const texts = connectors.map(({ id, name, status }) => [id, `${name}: ${statusWords(status, t)}`] as const)
  const all = JSON.stringify(texts)
  useEffect(() => {
    const now = new Map(JSON.parse(all) as [string, string][])
    const before = said.current
    said.current = now
    // What is there when the page comes is read with the page.
    const changed = [...now].flatMap(([id, text]) =>
      before?.has(id) && before.get(id) !== text ? [text] : [],
    )
    if (changed.length > 0) setNews(changed.join(', '))
  }, [all])
  return news
}
