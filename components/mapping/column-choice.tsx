'use client'

import { Button, Field, Select } from '@fluentui/react-components'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { CallButton } from '#components/fields/call-button.tsx'
import type { MappingColumns, MappingUploadSummary } from '#lib/domain/mapping-upload.ts'
import styles from './mapping.module.css'

const ROLES = ['id', 'mailbox', 'validFrom', 'validTo'] as const
type Role = (typeof ROLES)[number]

/** Says which column of the file is which: by its name, and by its first values. */
export function ColumnChoice(props: {
  summary: MappingUploadSummary
  isPending: boolean
  onConfirm: (columns: MappingColumns) => void
  onCancel: (() => void) | null
}) {
  const t = useTranslations('mapping.columns')
  const { header, sample, columns } = props.summary
  const [chosen, setChosen] = useState<Record<Role, number | null>>({
    id: columns?.id ?? null,
    mailbox: columns?.mailbox ?? mailboxColumn(sample),
    validFrom: columns?.validFrom ?? null,
    validTo: columns?.validTo ?? null,
  })
  const [isTried, setIsTried] = useState(false)
  const { id, mailbox } = chosen
  const taken = ROLES.map((role) => chosen[role]).filter((column) => column !== null)
  const isTwice = new Set(taken).size < taken.length

  function confirm() {
    setIsTried(true)
    if (id === null || mailbox === null || isTwice) return
    props.onConfirm({ ...chosen, id, mailbox })
  }

  return (
    <fieldset className={styles.columns}>
      <legend>{columns ? t('title') : t('unknown')}</legend>
      <div className={styles.columnFields}>
        {ROLES.map((role) => {
          const column = chosen[role]
          const isRequired = role === 'id' || role === 'mailbox'
          const problem = isTried && isRequired && column === null
          const firstValues =
            column === null ? [] : sample.map((record) => record[column] ?? '').filter(Boolean)
          return (
            <Field
              key={role}
              label={t(role)}
              required={isRequired}
              {...(problem && { validationMessage: t('missing') })}
              {...(firstValues.length > 0 && { hint: t('firstValues', { values: firstValues.join(', ') }) })}
            >
              <Select
                value={column === null ? '' : String(column)}
                onChange={(_, { value }) =>
                  setChosen({ ...chosen, [role]: value === '' ? null : Number(value) })
                }
              >
                <option value="">{isRequired ? t('choose') : t('none')}</option>
                {header.map((name, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: A column is its place; names may be empty or the same.
                  <option key={at} value={String(at)}>
                    {name.trim() ? name : t('unnamed', { number: at + 1 })}
                  </option>
                ))}
              </Select>
            </Field>
          )
        })}
      </div>
      {isTried && isTwice && <p role="alert">{t('twice')}</p>}
      <div className={styles.fileButtons}>
        <CallButton appearance="primary" isPending={props.isPending} onClick={confirm}>
          {t('use')}
        </CallButton>
        {props.onCancel && <Button onClick={props.onCancel}>{t('cancel')}</Button>}
      </div>
    </fieldset>
  )
}

/** The one column whose first values are addresses. */
function mailboxColumn(sample: string[][]): number | null {
  const [first = []] = sample
  const found = first.flatMap((_, column) =>
    sample.every((record) => record[column]?.includes('@')) ? [column] : [],
  )
  return found.length === 1 ? (found[0] ?? null) : null
}
