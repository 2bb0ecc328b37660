'use client'

import { Button } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CallButton } from '#components/fields/call-button.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { useCall } from '#components/fields/use-call.ts'
import type { EditRowsAction, MappingChanged } from './mapping-changed.ts'
import styles from './mapping-effect.module.css'
import { RowFields } from './row-fields.tsx'
import { ROW_FIELDS, useRowDraft } from './use-row-draft.ts'

const FIELDS = ['rawId', 'mailbox'] as const

/** Where a row is added for somebody, beside their name. No form: there may be one around it, and forms do not nest. */
export function RowBeside(props: {
  connectorId: string
  /** The number of the version that the person sees; 0 without one. */
  version: number
  edit: EditRowsAction
  rawId: string
  onStored: (done: MappingChanged) => void
  /** Somebody else has stored another version meanwhile. */
  onChangedMeanwhile: () => void
  onClose: () => void
}) {
  const t = useTranslations('mapping.rowEditor')
  const { connectorId, version, rawId } = props
  const { call, isPending, refusal } = useCall(props.edit)
  // Somebody else had the number before, or gets it: then days tell the two apart.
  const [hasOtherDays, setHasOtherDays] = useState(false)
  const draft = useRowDraft({ connectorId, row: null, rawId, refusal })

  function save() {
    const typed = isPending ? null : draft.read()
    if (!typed) return
    call(
      { connectorId, was: version, remove: [], add: [typed.row], accept: typed.accept, takesPlace: true },
      {
        onDone: props.onStored,
        onRefused: ({ code }) => {
          if (code === 'changed-meanwhile') props.onChangedMeanwhile()
          if (code === 'mapping-ambiguous') setHasOtherDays(true)
        },
      },
    )
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: A fieldset has a legend, and this is named by whom it is for.
    <div
      role="group"
      aria-label={t('addFor', { id: rawId })}
      className={styles.beside}
      onKeyDown={(event) => {
        if (event.key === 'Escape') props.onClose()
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
        event.preventDefault()
        save()
      }}
    >
      <RefusalMessage refusal={refusal?.fields || refusal?.code === 'mailbox-problem' ? null : refusal} />
      <RowFields draft={draft} fields={hasOtherDays ? ROW_FIELDS : FIELDS} size="small" first="mailbox" />
      <div className={styles.besideButtons}>
        <CallButton size="small" appearance="primary" isPending={isPending} onClick={save}>
          {draft.needsAcceptance ? t('saveAnyway') : t('save')}
        </CallButton>
        <Button size="small" onClick={props.onClose}>
          {t('cancel')}
        </Button>
      </div>
    </div>
  )
}
