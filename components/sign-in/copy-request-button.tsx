'use client'

import { Button } from '@fluentui/react-components'
import { Copy20Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { useState } from 'react'

/** Copies a text that asks for the missing role, ready to be sent to who can give it. */
export function CopyRequestButton({ request }: { request: string }) {
  const t = useTranslations('forbidden')
  const [outcome, setOutcome] = useState<'copied' | 'notCopied' | null>(null)
  async function copy() {
    try {
      await navigator.clipboard.writeText(request)
      setOutcome('copied')
    } catch {
      // Browsers give no clipboard to plain http, nor without a permission.
      setOutcome('notCopied')
    }
  }
  return (
    <>
      <Button appearance="primary" icon={<Copy20Regular />} onClick={() => void copy()}>
        {t('copy')}
      </Button>
      <span role="status">{outcome && t(outcome)}</span>
      {outcome === 'notCopied' && <pre style={{ whiteSpace: 'pre-wrap', margin: 0 }}>{request}</pre>}
    </>
  )
}
