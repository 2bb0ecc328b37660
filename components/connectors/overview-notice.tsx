'use client'

import { MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { LinkButton } from '#components/fields/link-button.tsx'
import type { ConnectorStatus } from '#lib/domain/connector-status.ts'

const MOST_NAMED = 3

/** A banner when somebody should look, one quiet line when not, and nothing before the first connector. */
export function OverviewNotice(props: {
  connectorCount: number
  pausedCount: number
  attention: { id: string; name: string; status: ConnectorStatus }[]
}) {
  const t = useTranslations('gallery')
  const tStatus = useTranslations('status')
  const { attention, connectorCount, pausedCount } = props
  if (connectorCount === 0) return null
  if (attention.length === 0) {
    return <p className={cards.quiet}>{t('allWell', { count: connectorCount, paused: pausedCount })}</p>
  }
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {t('attention', { attention: attention.length, count: connectorCount })}
        </MessageBarTitle>
        {attention
          .slice(0, MOST_NAMED)
          .map(({ name, status }) => t('attentionOf', { name, status: tStatus(status.kind) }))
          .join(' ')}
      </MessageBarBody>
      <MessageBarActions>
        <LinkButton href="/data-connectors/connectors?filter=attention">{t('viewAttention')}</LinkButton>
      </MessageBarActions>
    </MessageBar>
  )
}
