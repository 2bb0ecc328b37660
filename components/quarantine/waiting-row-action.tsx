'use client'

import type { Route } from 'next'
import { useTranslations } from 'next-intl'
import { CallButton } from '#components/fields/call-button.tsx'
import { LinkButton } from '#components/fields/link-button.tsx'
import type { RedriveInput } from '#lib/domain/connector-inputs.ts'
import { isDeliverable, type WaitingFate, type WaitingPerson } from '#lib/domain/waiting.ts'
import { addRowAddress } from './add-row-address.ts'
import { mappingIdOf } from './person-name.tsx'

export type RowDeliver = {
  run: (scope: RedriveInput['scope']) => void
  isPending: boolean
  disabledReason: string | null
}

/** The one thing to do about a row: deliver it, or what makes that possible. Nothing for whoever may only read. */
export function WaitingRowAction(props: {
  connectorId: string
  person: WaitingPerson
  fate: WaitingFate
  name: string
  deliver: (RowDeliver & { scope: RedriveInput['scope'] }) | null
}) {
  const t = useTranslations('quarantine.actions')
  const { connectorId, person, fate, name, deliver } = props
  if (!deliver) return null
  const again = isDeliverable(fate.verdict)
    ? 'deliver'
    : fate.verdict === 'read-again' || fate.verdict === 'asked-again'
      ? 'tryAgain'
      : null
  if (again)
    return (
      <CallButton
        size="small"
        isPending={deliver.isPending}
        disabledReason={deliver.disabledReason}
        label={t(`${again}Of`, { name })}
        onClick={() => deliver.run(deliver.scope)}
      >
        {t(again)}
      </CallButton>
    )
  const base = `/data-connectors/connectors/${connectorId}`
  if (fate.verdict === 'over-limit')
    return (
      <LinkButton size="small" href={`${base}/settings` as Route} label={t('settingsOf', { name })}>
        {t('settings')}
      </LinkButton>
    )
  if (fate.verdict === 'row-problem')
    return (
      <LinkButton size="small" href={`${base}/mapping` as Route} label={t('mappingOf', { name })}>
        {t('mapping')}
      </LinkButton>
    )
  const rowAddress = addRowAddress(connectorId, person)
  if (!rowAddress || fate.verdict === 'run-under-way') return null
  return (
    <LinkButton
      size="small"
      href={rowAddress}
      label={t('addRowOf', { name: person.displayName || mappingIdOf(person) })}
    >
      {t('addRow')}
    </LinkButton>
  )
}
