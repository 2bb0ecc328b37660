'use client'

import { MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { LinkButton } from '#components/fields/link-button.tsx'
import { type RetryAction, RetryButton } from './retry-button.tsx'

/** An alert that nobody got is the alert that matters. */
export function UndeliveredNotice(props: { count: number; isShown: boolean; retry: RetryAction | null }) {
  const t = useTranslations('alerts.list')
  if (props.count === 0) return null
  return (
    <MessageBar intent="error" layout="multiline">
      <MessageBarBody>{t('undeliveredNotice', { count: props.count })}</MessageBarBody>
      <MessageBarActions>
        {!props.isShown && <LinkButton href="/alerts?delivery=failed">{t('show')}</LinkButton>}
        {props.retry && <RetryButton deliveryId={null} action={props.retry} />}
      </MessageBarActions>
    </MessageBar>
  )
}
