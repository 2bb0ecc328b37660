'use client'

import { Field, Input } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmQuestion } from '#components/fields/confirm-question.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { useFieldProblem } from '#components/fields/text-field.tsx'
import { useFocusReturn } from '#components/fields/use-focus-return.ts'
import type { Refusal } from '#lib/domain/action-result.ts'
import type { EditedRow } from './edited-row.ts'
import styles from './mapping.module.css'

const FIELDS = ['rawId', 'mailbox', 'validFrom', 'validTo'] as const

/** The dialog of one row: a number, its mailbox, and the days from and to which it counts. */
export function RowEditor(props: {
  /** Null: a new row. */
  row: EditedRow | null
  /** What a new row begins with. */
  rawId?: string
  isPending: boolean
  refusal: Refusal['error'] | null
  onSave: (row: EditedRow) => void
  onClose: () => void
}) {
  const t = useTranslations('mapping.rowEditor')
  const problemOf = useFieldProblem()
  useFocusReturn()
  const { row, refusal } = props
  const [values, setValues] = useState({
    rawId: row?.rawId ?? props.rawId ?? '',
    mailbox: row?.mailbox ?? '',
    validFrom: row?.validFrom ?? '',
    validTo: row?.validTo ?? '',
  })
  const [isTried, setIsTried] = useState(false)
  const isReversed = values.validFrom !== '' && values.validTo !== '' && values.validTo < values.validFrom
  const wrong = {
    rawId: values.rawId.trim() === '' ? 'required' : null,
    mailbox: /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(values.mailbox.trim()) ? null : 'mailboxInvalid',
    validFrom: null,
    validTo: isReversed ? 'datesReversed' : null,
  }

  function save() {
    setIsTried(true)
    if (Object.values(wrong).some(Boolean)) return
    props.onSave({
      rawId: values.rawId.trim(),
      mailbox: values.mailbox.trim(),
      validFrom: values.validFrom || null,
      validTo: values.validTo || null,
    })
  }

  return (
    <ConfirmQuestion
      title={row ? t('edit') : t('add')}
      confirmLabel={t('save')}
      cancelLabel={t('cancel')}
      isPending={props.isPending}
      onConfirm={save}
      onClose={props.onClose}
    >
      <div className={styles.paragraphs}>
        <RefusalMessage refusal={refusal?.fields ? null : refusal} />
        {FIELDS.map((name) => {
          const problem = (isTried && wrong[name]) || refusal?.fields?.[name]?.[0]
          const isDate = name === 'validFrom' || name === 'validTo'
          return (
            <Field
              key={name}
              label={t(name)}
              required={!isDate}
              {...(name === 'validFrom' && { hint: t('datesHint') })}
              {...(problem && { validationMessage: problemOf(problem) })}
            >
              <Input
                type={isDate ? 'date' : 'text'}
                value={values[name]}
                maxLength={320}
                onChange={(_, { value }) => setValues({ ...values, [name]: value })}
              />
            </Field>
          )
        })}
        <p>{t('effect')}</p>
      </div>
    </ConfirmQuestion>
  )
}
