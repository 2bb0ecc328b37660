'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFieldProblem } from '#components/fields/use-field-problem.ts'
import type { Refusal } from '#lib/domain/action-result.ts'
import { isDirectoryProblem } from '#lib/domain/mailbox-finding.ts'
import type { EditedRow } from './edited-row.ts'
import { useDirectoryText } from './use-directory-text.ts'
import { useMailboxLookUp } from './use-mailbox-look-up.ts'

export const ROW_FIELDS = ['rawId', 'mailbox', 'validFrom', 'validTo'] as const
export type RowField = (typeof ROW_FIELDS)[number]

/** What stands beside a field. */
export type FieldNews = { state: 'error' | 'warning' | 'success' | 'none'; text: string }

/**
 * A row while it is typed: its fields, what is wrong with them, and what Microsoft 365 says of the mailbox. A mailbox that is not
 * there may be saved after that was said: it may be about to be made.
 */
export function useRowDraft(start: {
  connectorId: string
  row: EditedRow | null
  /** What a new row begins with. */
  rawId?: string | undefined
  refusal: Refusal['error'] | null
}) {
  const t = useTranslations('mapping.rowEditor')
  const problemOf = useFieldProblem()
  const directoryText = useDirectoryText()
  const [values, setValues] = useState({
    rawId: start.row?.rawId ?? start.rawId ?? '',
    mailbox: start.row?.mailbox ?? '',
    validFrom: start.row?.validFrom ?? '',
    validTo: start.row?.validTo ?? '',
  })
  const [isTried, setIsTried] = useState(false)
  const [refusedMailbox, setRefusedMailbox] = useState('')
  const mailbox = values.mailbox.trim()
  const isAddress = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(mailbox)
  const found = useMailboxLookUp(start.connectorId, isAddress ? mailbox : '')
  const isReversed = values.validFrom !== '' && values.validTo !== '' && values.validTo < values.validFrom
  const wrong: Record<RowField, string | null> = {
    rawId: values.rawId.trim() === '' ? 'required' : null,
    mailbox: isAddress ? null : 'mailboxInvalid',
    validFrom: null,
    validTo: isReversed ? 'datesReversed' : null,
  }
  const { refusal } = start
  // Said by the server, to whoever was faster than the look-up.
  const isRefused = refusal?.code === 'mailbox-problem' && refusedMailbox === mailbox
  const status = (found !== 'asking' && found?.status) || (isRefused ? String(refusal.values?.status) : null)
  const isProblem = isDirectoryProblem(status) && status !== 'unanswered'

  function newsOf(name: RowField): FieldNews {
    const problem = (isTried && wrong[name]) || refusal?.fields?.[name]?.[0]
    if (problem) return { state: 'error', text: problemOf(problem) }
    if (name !== 'mailbox' || !isAddress) return { state: 'none', text: '' }
    if (isProblem) return { state: 'warning', text: t('problem', { problem: directoryText(status) ?? '' }) }
    if (found === 'asking') return { state: 'none', text: t('asking') }
    if (!found) return { state: 'none', text: '' }
    const name365 = found.displayName || mailbox
    if (found.status === 'unanswered') return { state: 'none', text: t('unanswered') }
    return found.status === 'disabled'
      ? { state: 'success', text: t('foundDisabled', { name: name365 }) }
      : { state: 'success', text: t('found', { name: name365 }) }
  }

  return {
    values,
    set: (name: RowField, value: string) => setValues((before) => ({ ...before, [name]: value })),
    newsOf,
    /** The next press of Save saves a mailbox of which it was said what is the matter. */
    needsAcceptance: isProblem,
    /** Null when something is wrong, which is said from now on. */
    read(): { row: EditedRow; accept: boolean } | null {
      setIsTried(true)
      setRefusedMailbox(mailbox)
      if (Object.values(wrong).some(Boolean)) return null
      const row = {
        rawId: values.rawId.trim(),
        mailbox,
        validFrom: values.validFrom || null,
        validTo: values.validTo || null,
      }
      return { row, accept: isProblem }
    },
  }
}

export type RowDraft = ReturnType<typeof useRowDraft>
