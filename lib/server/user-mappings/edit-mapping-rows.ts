import { saveConnectorSettings } from '#lib/db/connector-edits.ts'
import { touchDraft } from '#lib/db/connectors.ts'
import { findRowsToEdit } from '#lib/db/mapping-rows.ts'
import { editMappingRows, findMappingSummary } from '#lib/db/user-mappings.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { normalizeExternalId } from '#lib/domain/external-id.ts'
import { normalizeMailboxAddress } from '#lib/domain/mailbox-address.ts'
import { editMappingRowsInput, findAmbiguousRow } from '#lib/domain/user-mapping-inputs.ts'
import type { CheckedMailbox } from '#lib/sync/ledger/mapping-check-ledger.ts'
import { lookUpMailboxes } from '#lib/sync/look-up-mailboxes.ts'
import { editConnectorCall } from '../edit-connector.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'
import { TYPED_MAILBOX_TIMEOUT_MS } from './find-typed-mailbox.ts'

export type MappingEdited = {
  number: number
  rowCount: number
  added: number
  changed: number
  removed: number
}

/**
 * Adds, changes and removes single rows; whatever is done at once is one version. Of a draft too, whose first row makes the first
 * version; that the step is done, its own button says.
 */
export function editMappingRowsCall(
  ports: () => WebPorts,
): CallDefinition<typeof editMappingRowsInput, MappingEdited> {
  return editConnectorCall(ports, {
    name: 'connector.edit-mapping-rows',
    input: editMappingRowsInput,
    draftStep: 'mapping',
    ask: ({ add }) => lookUpTyped(ports(), add),
    async edit(transaction, { key, connector, caller, input, known }) {
      const current = await findMappingSummary(transaction, key)
      if ((current?.number ?? 0) !== input.was) return refuse('changed-meanwhile')
      const added = input.add.map((row) => {
        const mailbox = mailboxOf(row)
        return {
          ...row,
          externalId: normalizeExternalId(row.rawId),
          mailbox,
          found: answeredOf(known?.get(mailbox)),
        }
      })
      const problem = input.accept ? undefined : added.find(({ found }) => found && found.objectId === null)
      if (problem?.found)
        return refuse('mailbox-problem', {
          values: { mailbox: problem.mailbox, status: problem.found.status },
        })
      const there = await findRowsToEdit(transaction, key, {
        externalIds: added.map((row) => row.externalId),
        rowIds: input.remove,
      })
      const others = there.filter((row) => !input.remove.includes(row.id))
      if (there.length - others.length !== new Set(input.remove).size) return refuse('changed-meanwhile')
      const kept = input.takesPlace ? others.filter((row) => !added.some(takesPlaceOf(row))) : others
      const rows = [...kept.map((row) => ({ ...row, found: null })), ...added]
      const ambiguous = findAmbiguousRow(rows)
      if (ambiguous) return refuse('mapping-ambiguous', { values: { id: ambiguous.rawId } })
      const { newId, clock } = ports()
      const externalIds = [...new Set([...there, ...added].map((row) => row.externalId))]
      const { same: _, ...done } = await editMappingRows(transaction, {
        ...key,
        id: newId(),
        createdBy: { id: caller.id, name: caller.name },
        externalIds,
        rows,
      })
      if (connector.state === 'draft') await touchDraft(transaction, key, clock.now())
      else await saveConnectorSettings(transaction, key, { mappingConfirmedAt: clock.now() })
      return { ok: true as const, value: done, auditDetail: { was: input.was, ...done } }
    },
  })
}

/** Rows of other days stay, and contradict what overlaps them: whoever had the number before keeps their messages. */
function takesPlaceOf(row: Dated) {
  return (other: Dated) =>
    other.externalId === row.externalId && other.validFrom === row.validFrom && other.validTo === row.validTo
}

type Dated = { externalId: string; validFrom: string | null; validTo: string | null }

/** More come from a program, and nobody waits for them: the first run that needs them asks. */
const MOST_LOOKED_UP = 20

async function lookUpTyped(
  { directory }: Pick<WebPorts, 'directory'>,
  rows: readonly { mailbox: string }[],
): Promise<Map<string, CheckedMailbox>> {
  const mailboxes = new Set(rows.map(mailboxOf))
  if (mailboxes.size > MOST_LOOKED_UP) return new Map()
  return lookUpMailboxes({ directory }, [...mailboxes], TYPED_MAILBOX_TIMEOUT_MS)
}

function mailboxOf(row: { mailbox: string }): string {
  return normalizeMailboxAddress(row.mailbox) ?? row.mailbox
}

/** Null when nobody knows. */
function answeredOf(checked: CheckedMailbox | undefined): CheckedMailbox | null {
  return checked && checked.status !== 'unanswered' ? checked : null
}
