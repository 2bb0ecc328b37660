'use client'

import { Button } from '@fluentui/react-components'
import { Checkmark20Regular, Copy20Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { useState } from 'react'

export function CopyButton({ text }: { text: string }) {
  const t = useTranslations('siteCheck')
  const [isCopied, setCopied] = useState(false)
  return (
    <>
      <Button
        size="small"
        appearance="subtle"
        icon={isCopied ? <Checkmark20Regular /> : <Copy20Regular />}
        onClick={() => {
          // Refused by a browser's policy, the text can still be selected.
          navigator.clipboard.writeText(text).then(
            () => setCopied(true),
            () => undefined,
          )
        }}
      >
        {t('copy')}
      </Button>
      <span role="status" className="visually-hidden">
        {isCopied && t('copied')}
      </span>
    </>
  )
}
