'use client'

import { Button } from '@fluentui/react-components'
import { Copy20Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import styles from './notice.module.css'

/** Copies a text that is ready to be sent to somebody. Where a browser does not let it, the text is shown instead. */
export function CopyTextButton(props: {
  text: string
  appearance?: 'primary' | 'secondary'
  children: string
}) {
  const t = useTranslations('copyText')
  const [outcome, setOutcome] = useState<'copied' | 'notCopied' | null>(null)
  async function copy() {
    try {
      await navigator.clipboard.writeText(props.text)
      setOutcome('copied')
    } catch {
      // Browsers give no clipboard to plain http, nor without a permission.
      setOutcome('notCopied')
    }
  }
  return (
    <>
      <Button
        appearance={props.appearance ?? 'secondary'}
        icon={<Copy20Regular />}
        onClick={() => void copy()}
      >
        {props.children}
      </Button>
      <span role="status" className={styles.outcome}>
        {outcome && t(outcome)}
      </span>
      {outcome === 'notCopied' && <pre className={styles.toCopy}>{props.text}</pre>}
    </>
  )
}
