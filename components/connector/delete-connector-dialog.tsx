'use client'

import { Field, Input } from '@fluentui/react-components'
import { Delete20Regular } from '@fluentui/react-icons'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmDialog } from '#components/fields/confirm-dialog.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { useFieldProblem } from '#components/fields/text-field.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import styles from './connector.module.css'

export type DeleteAction = Action<{ connectorId: string; typedName: string }, null>

/** Says what stops and what is kept, and asks for the name: nobody deletes the wrong one by a slip. */
export function DeleteConnectorDialog(props: { connectorId: string; name: string; action: DeleteAction }) {
  const t = useTranslations('connector')
  const router = useRouter()
  const problemOf = useFieldProblem()
  const { call, isPending, refusal, clearRefusal } = useCall(props.action)
  const [isOpen, setIsOpen] = useState(false)
  const [typedName, setTypedName] = useState('')
  const [problem] = refusal?.fields?.typedName ?? []
  const { connectorId, name } = props

  function changeOpen(open: boolean) {
    setIsOpen(open)
    setTypedName('')
    clearRefusal()
  }

  return (
    <ConfirmDialog
      triggerText={t('delete')}
      triggerLabel={t('deleteOf', { name })}
      triggerIcon={<Delete20Regular />}
      isOpen={isOpen}
      onOpenChange={changeOpen}
      title={t('deleteTitle', { name })}
      confirmLabel={t('deleteConfirm')}
      cancelLabel={t('cancel')}
      isPending={isPending}
      onConfirm={() =>
        call({ connectorId, typedName }, { onDone: () => router.push('/data-connectors/connectors') })
      }
    >
      <div className={styles.stack}>
        <p>{t('deleteStops')}</p>
        <p>{t('deleteKeeps')}</p>
        <Field label={t('deleteType', { name })} {...(problem && { validationMessage: problemOf(problem) })}>
          <Input
            value={typedName}
            autoComplete="off"
            onChange={(_, data) => {
              setTypedName(data.value)
              clearRefusal()
            }}
          />
        </Field>
        <RefusalMessage refusal={problem ? null : refusal} />
      </div>
    </ConfirmDialog>
  )
}
