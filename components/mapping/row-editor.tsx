'use client'

import { useTranslations } from 'next-intl'
import { ConfirmQuestion } from '#components/fields/confirm-question.tsx'
import { RefusalMessage } from '#components/fields/refusal-message.tsx'
import { useFocusReturn } from '#components/fields/use-focus-return.ts'
import type { Refusal } from '#lib/domain/action-result.ts'
import type { EditedRow } from './edited-row.ts'
import styles from './mapping.module.css'
import { RowFields } from './row-fields.tsx'
import { ROW_FIELDS, useRowDraft } from './use-row-draft.ts'

/** The dialog of one row: a number, its mailbox, and the days from and to which it counts. */
export function RowEditor(props: {
  connectorId: string
  /** Null: a new row. */
  row: EditedRow | null
  /** What a new row begins with. */
  rawId?: string | undefined
  isPending: boolean
  refusal: Refusal['error'] | null
  onSave: (row: EditedRow, accept: boolean) => void
  onClose: () => void
}) {
  const t = useTranslations('mapping.rowEditor')
  useFocusReturn()
  const { connectorId, row, refusal } = props
  const draft = useRowDraft({ connectorId, row, rawId: props.rawId, refusal })

  function save() {
    const typed = draft.read()
    if (typed) props.onSave(typed.row, typed.accept)
  }

  return (
    <ConfirmQuestion
      title={row ? t('edit') : t('add')}
      confirmLabel={draft.needsAcceptance ? t('saveAnyway') : t('save')}
      cancelLabel={t('cancel')}
      isPending={props.isPending}
      onConfirm={save}
      onClose={props.onClose}
    >
      <div className={styles.paragraphs}>
        <RefusalMessage refusal={refusal?.fields || refusal?.code === 'mailbox-problem' ? null : refusal} />
        <RowFields draft={draft} fields={ROW_FIELDS} />
        <p>{t('effect')}</p>
      </div>
    </ConfirmQuestion>
  )
}
