'use client'

import { MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { movedRowsAddress } from '#components/connectors/connector-warnings.tsx'
import { LinkButton } from '#components/fields/link-button.tsx'
import type { ConnectorWarning } from '#lib/domain/connector-warnings.ts'

/** Addresses of the mapping that somebody else has by now: what that means, and the way to the rows. Not there without any. */
export function MovedAddresses(props: { connectorId: string; warnings: readonly ConnectorWarning[] }) {
  const t = useTranslations('connectors.warnings')
  const moved = props.warnings.find(({ kind }) => kind === 'address-moved')
  if (!moved) return null
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {t('address-moved', { count: moved.count })} {t('movedMeans')}
      </MessageBarBody>
      <MessageBarActions>
        <LinkButton href={movedRowsAddress(props.connectorId)}>{t('seeRows')}</LinkButton>
      </MessageBarActions>
    </MessageBar>
  )
}
