'use client'

import { MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components'
import { ArrowClockwise20Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import { CallButton } from '#components/fields/call-button.tsx'
import type { WaitingTotals } from '#lib/domain/waiting.ts'

/** How much of what waits can be delivered now. `deliver` null: to read only. */
export function DeliverableBanner(props: {
  totals: WaitingTotals
  deliver: { onRun: () => void; isPending: boolean; disabledReason: string | null } | null
}) {
  const t = useTranslations('quarantine.banner')
  const { totals, deliver } = props
  const { items, people } = totals.deliverable
  return (
    <MessageBar intent={items > 0 ? 'success' : 'info'} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>{t('title', { count: items, total: totals.items })}</MessageBarTitle>
        {items > 0 ? t('text', { people }) : t('none')}
      </MessageBarBody>
      {deliver && items > 0 && (
        <MessageBarActions>
          <CallButton
            appearance="primary"
            icon={<ArrowClockwise20Regular />}
            isPending={deliver.isPending}
            disabledReason={deliver.disabledReason}
            onClick={deliver.onRun}
          >
            {t('deliver', { count: items })}
          </CallButton>
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
