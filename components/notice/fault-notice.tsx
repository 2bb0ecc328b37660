'use client'

import { Button } from '@fluentui/react-components'
import { ArrowClockwise20Regular } from '@fluentui/react-icons'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { LinkButton } from '#components/fields/link-button.tsx'
import { CopyTextButton } from './copy-text-button.tsx'
import { NoticeCard } from './notice-card.tsx'

/** What Next gives to an `error.tsx`. */
export type Fault = { error: unknown; retry: () => void }

/** In place of a page that failed: what still works, another try, and what to tell whoever looks into the log. */
export function FaultNotice({ error, retry, keeps }: Fault & { keeps: 'pages' | 'wizard' }) {
  const t = useTranslations('fault')
  const path = usePathname()
  const [isTrying, startTrying] = useTransition()
  const [at] = useState(() => new Date().toISOString())
  const digest = digestOf(error)
  return (
    <NoticeCard
      icon="fault"
      title={t('title')}
      text={t(digest ? 'onServer' : 'inBrowser')}
      actions={
        <>
          <Button
            appearance="primary"
            icon={<ArrowClockwise20Regular />}
            disabledFocusable={isTrying}
            onClick={() => startTrying(retry)}
          >
            {t('retry')}
          </Button>
          <LinkButton href="/data-connectors">{t('back')}</LinkButton>
          <CopyTextButton text={t('forSupport', { path, at, reference: digest ?? nameOf(error) })}>
            {t('copy')}
          </CopyTextButton>
        </>
      }
      reference={digest && t('reference', { reference: digest })}
    >
      <p>{t(`keeps.${keeps}`)}</p>
    </NoticeCard>
  )
}

/** The server's log has it beside the error. An error of the browser has none. */
export function digestOf(error: unknown): string | null {
  return error instanceof Error && 'digest' in error && typeof error.digest === 'string' ? error.digest : null
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
