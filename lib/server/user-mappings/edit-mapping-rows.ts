import { saveConnectorSettings } from '#lib/db/connector-edits.ts'
import { findRowsToEdit } from '#lib/db/mapping-rows.ts'
import { editMappingRows, findMappingSummary } from '#lib/db/user-mappings.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { normalizeExternalId } from '#lib/domain/external-id.ts'
import { normalizeMailboxAddress } from '#lib/domain/mailbox-address.ts'
import { editMappingRowsInput, findAmbiguousRow } from '#lib/domain/user-mapping-inputs.ts'
import { editConnectorCall } from '../edit-connector.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'

export type MappingEdited = {
  number: number
  rowCount: number
  added: number
  changed: number
  removed: number
}

/** Adds, changes and removes single rows; whatever is done at once is one version. */
export function editMappingRowsCall(
  ports: () => WebPorts,
): CallDefinition<typeof editMappingRowsInput, MappingEdited> {
  return editConnectorCall(ports, {
    name: 'connector.edit-mapping-rows',
    input: editMappingRowsInput,
    async edit(transaction, { key, caller, input }) {
      const current = await findMappingSummary(transaction, key)
      if ((current?.number ?? 0) !== input.was) return refuse('changed-meanwhile')
      const added = input.add.map((row) => ({
        ...row,
        externalId: normalizeExternalId(row.rawId),
        mailbox: normalizeMailboxAddress(row.mailbox) ?? row.mailbox,
      }))
      const there = await findRowsToEdit(transaction, key, {
        externalIds: added.map((row) => row.externalId),
        rowIds: input.remove,
      })
      const kept = there.filter((row) => !input.remove.includes(row.id))
      if (there.length - kept.length !== new Set(input.remove).size) return refuse('changed-meanwhile')
      const rows = [...kept, ...added]
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
      await saveConnectorSettings(transaction, key, { mappingConfirmedAt: clock.now() })
      return { ok: true as const, value: done, auditDetail: { was: input.was, ...done } }
    },
  })
}
