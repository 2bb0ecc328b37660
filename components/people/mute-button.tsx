'use client'

import { Field, Input, Textarea } from '@fluentui/react-components'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmQuestion } from '#components/fields/confirm-question.tsx'
import { OpeningButton } from '#components/fields/opening-button.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { type Action, useCall } from '#components/fields/use-call.ts'
import { useFieldProblem } from '#components/fields/use-field-problem.ts'
import type { ArchivedPerson } from '#lib/domain/archived-person.ts'
import { type MuteInput, muteInput, muteRange } from '#lib/domain/people-inputs.ts'
import { addDays, type LocalDate } from '#lib/domain/wall-clock.ts'
import styles from './people.module.css'
import { personName } from './shown-id.ts'

export type MuteAction = Action<MuteInput, null>

/** A holiday of two weeks is what most silences are. */
const SUGGESTED_DAYS = 14

/** Asks why nobody needs to be told of a silence, and until when. */
export function MuteButton(props: {
  connectorId: string
  person: ArchivedPerson
  today: LocalDate
  action: MuteAction
}) {
  const t = useTranslations('people.mute')
  const name = personName(props.person)
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <OpeningButton
        text={t('button')}
        label={t('label', { name })}
        isOpen={isOpen}
        onOpen={() => setIsOpen(true)}
      />
      {isOpen && <MuteQuestion {...props} name={name} onClose={() => setIsOpen(false)} />}
    </>
  )
}

function MuteQuestion(props: {
  connectorId: string
  person: ArchivedPerson
  name: string
  today: LocalDate
  action: MuteAction
  onClose: () => void
}) {
  const t = useTranslations('people.mute')
  const problemOf = useFieldProblem()
  const router = useRouter()
  const { call, isPending, refusal } = useCall(props.action)
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState<string>(addDays(props.today, SUGGESTED_DAYS))
  const [isTried, setIsTried] = useState(false)
  const { first, last } = muteRange(props.today)
  const input = muteInput.safeParse({
    connectorId: props.connectorId,
    owner: props.person.owner,
    reason,
    until,
  })
  const issueOf = (field: string) => input.error?.issues.find(({ path }) => path[0] === field)?.message
  const untilProblem =
    issueOf('until') ?? (until < first || until > last ? 'muteDateInvalid' : refusal?.fields?.until?.[0])
  const reasonProblem = issueOf('reason')

  function save() {
    setIsTried(true)
    if (!input.success || until < first || until > last) return
    call(input.data, {
      onDone: () => {
        props.onClose()
        router.refresh()
      },
    })
  }
  return (
    <ConfirmQuestion
      title={t('title', { name: props.name })}
      confirmLabel={t('confirm')}
      cancelLabel={t('cancel')}
      isPending={isPending}
      onConfirm={save}
      onClose={props.onClose}
    >
      <div className={styles.paragraphs}>
        <RefusalMessage refusal={refusal} />
        <p>{t('effect')}</p>
        <Field
          label={t('reason')}
          required
          {...(isTried && reasonProblem && { validationMessage: problemOf(reasonProblem) })}
        >
          <Textarea value={reason} maxLength={500} onChange={(_, data) => setReason(data.value)} />
        </Field>
        <Field
          label={t('until')}
          required
          {...(isTried && untilProblem && { validationMessage: problemOf(untilProblem) })}
        >
          <Input
            type="date"
            value={until}
            min={first}
            max={last}
            onChange={(_, data) => setUntil(data.value)}
          />
        </Field>
      </div>
    </ConfirmQuestion>
  )
}
