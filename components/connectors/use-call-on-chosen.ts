'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { callForEach } from '#components/fields/call-for-each.ts'
import { type Action, useCall } from '#components/fields/use-call.ts'
import type { Refusal } from '#lib/domain/action-result.ts'

type Input = { connectorId: string }

type Call = { command: 'sync' | 'pause' | 'resume'; action: Action<Input, unknown>; inputs: Input[] }

/** Calls an action for each connector that is chosen, and says what came of it. */
export function useCallOnChosen(chosen: { id: string; name: string }[]) {
  const t = useTranslations('connectors.commands')
  const router = useRouter()
  const { call, isPending, refusal } = useCall(({ action, inputs }: Call) => callForEach(action)(inputs))
  const [said, setSaid] = useState({ text: '', of: '' })
  const [refused, setRefused] = useState<Refusal['error'] | null>(null)

  function callOnChosen(command: Call['command'], action: Action<Input, unknown>) {
    const name = chosen.map((connector) => connector.name).join(', ')
    setSaid({ text: '', of: '' })
    setRefused(null)
    call(
      { command, action, inputs: chosen.map(({ id }) => ({ connectorId: id })) },
      {
        onDone: (result) => {
          setRefused(result.refused)
          if (result.doneCount > 0)
            setSaid({ text: t(`said.${command}`, { count: result.doneCount, name }), of: idsOf(chosen) })
          router.refresh()
        },
      },
    )
  }
  return {
    callOnChosen,
    isPending,
    // Of others it would be no news.
    said: said.of === idsOf(chosen) ? said.text : '',
    refusal: refusal ?? refused,
  }
}

const idsOf = (chosen: { id: string }[]) => chosen.map(({ id }) => id).join()
