'use client'

import { Field, Input } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmQuestion } from '#components/fields/confirm-question.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { useFieldProblem } from '#components/fields/use-field-problem.ts'
import styles from './connector.module.css'

export type DeleteAction = Action<{ connectorId: string; typedName: string }, null>

/** Says what stops and what is kept, and asks for the name: nobody deletes the wrong one by a slip. */
export function DeleteConnectorQuestion(props: {
  connectorId: string
  name: string
  action: DeleteAction
  onClose: () => void
  onDeleted: () => void
}) {
  const t = useTranslations('connector')
  const problemOf = useFieldProblem()
  const { call, isPending, refusal, clearRefusal } = useCall(props.action)
  const [typedName, setTypedName] = useState('')
  const [problem] = refusal?.fields?.typedName ?? []
  const { connectorId, name } = props
  return (
    <ConfirmQuestion
      onClose={props.onClose}
      title={t('deleteTitle', { name })}
      confirmLabel={t('deleteConfirm')}
      cancelLabel={t('cancel')}
      isPending={isPending}
      onConfirm={() => call({ connectorId, typedName }, { onDone: props.onDeleted })}
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
    </ConfirmQuestion>
  )
}
