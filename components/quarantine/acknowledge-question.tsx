'use client'

import { Field, Textarea } from '@fluentui/react-components'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmQuestion } from '#components/fields/confirm-question.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { useFieldProblem } from '#components/fields/use-field-problem.ts'
import type { AcknowledgeInput } from '#lib/domain/connector-inputs.ts'
import styles from './quarantine.module.css'

export type AcknowledgeAction = Action<AcknowledgeInput, { count: number }>

/** Asks for the note that is written beside what waits. */
export function AcknowledgeQuestion(props: {
  connectorId: string
  subjects: string[]
  action: AcknowledgeAction
  onDone: (count: number) => void
  onClose: () => void
}) {
  const t = useTranslations('quarantine.acknowledge')
  const problemOf = useFieldProblem()
  const router = useRouter()
  const { call, isPending, refusal } = useCall(props.action)
  const [note, setNote] = useState('')
  const [isTried, setIsTried] = useState(false)
  const { connectorId, subjects } = props
  const isMissing = note.trim() === ''

  function save() {
    setIsTried(true)
    if (isMissing) return
    call(
      { connectorId, subjects, note },
      {
        onDone: ({ count }) => {
          props.onDone(count)
          router.refresh()
        },
      },
    )
  }
  return (
    <ConfirmQuestion
      title={t('title', { count: subjects.length })}
      confirmLabel={t('save')}
      cancelLabel={t('cancel')}
      isPending={isPending}
      onConfirm={save}
      onClose={props.onClose}
    >
      <div className={styles.paragraphs}>
        <RefusalMessage refusal={refusal} />
        <Field
          label={t('note')}
          required
          {...(isTried && isMissing && { validationMessage: problemOf('required') })}
        >
          <Textarea value={note} maxLength={1000} onChange={(_, data) => setNote(data.value)} />
        </Field>
        <p>{t('effect')}</p>
      </div>
    </ConfirmQuestion>
  )
}
