'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { CallButton } from '#components/fields/call-button.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import type { ArchivedPerson } from '#lib/domain/archived-person.ts'
import { personName } from './shown-id.ts'

export type UnmuteAction = Action<{ connectorId: string; owner: string }, null>

/** Has a silence told again. Nothing is lost by it, so it asks nothing. */
export function UnmuteButton(props: { connectorId: string; person: ArchivedPerson; action: UnmuteAction }) {
  const t = useTranslations('people.mute')
  const router = useRouter()
  const { call, isPending, refusal } = useCall(props.action)
  const { connectorId, person } = props
  return (
    <span>
      <CallButton
        isPending={isPending}
        label={t('endLabel', { name: personName(person) })}
        onClick={() => call({ connectorId, owner: person.owner }, { onDone: () => router.refresh() })}
      >
        {t('end')}
      </CallButton>
      <RefusalMessage refusal={refusal} />
    </span>
  )
}
