'use client'

import { Button, Tooltip } from '@fluentui/react-components'
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import cards from '#components/fields/card.module.css'
import styles from './run-items.module.css'

/** An id or a hash that nobody types: shortened where it is long, and copied whole. */
export function Copyable({ value, what }: { value: string; what: string }) {
  const t = useTranslations('items')
  const tCopy = useTranslations('copyText')
  const [isCopied, setIsCopied] = useState(false)
  async function copy() {
    try {
      await navigator.clipboard.writeText(value)
      setIsCopied(true)
    } catch {
      // Browsers give no clipboard to plain http, nor without a permission: the whole text is in the title to be marked.
      setIsCopied(false)
    }
  }
  return (
    <span className={styles.copyable}>
      <span className={cards.mono} title={value}>
        {shorten(value)}
      </span>
      <Tooltip content={t('copy', { what })} relationship="label">
        <Button
          appearance="subtle"
          size="small"
          icon={isCopied ? <CheckmarkRegular /> : <CopyRegular />}
          onClick={() => void copy()}
        />
      </Tooltip>
      <span role="status" className="visually-hidden">
        {isCopied && tCopy('copied')}
      </span>
    </span>
  )
}

const SHOWN = 44

function shorten(value: string): string {
  return value.length > SHOWN ? `${value.slice(0, 20)}…${value.slice(-16)}` : value
}
