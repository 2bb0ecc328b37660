import { saveConnectorSettings } from '#lib/db/connector-edits.ts'
import { findMappingSummary, rollBackMapping } from '#lib/db/user-mappings.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { rollBackMappingInput } from '#lib/domain/user-mapping-inputs.ts'
import { editConnectorCall } from '../edit-connector.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'
import type { MappingEdited } from './edit-mapping-rows.ts'

/** Brings an older version's rows into force again, as a new version. */
export function rollBackMappingCall(
  ports: () => WebPorts,
): CallDefinition<typeof rollBackMappingInput, MappingEdited> {
  return editConnectorCall(ports, {
    name: 'connector.roll-back-mapping',
    input: rollBackMappingInput,
    async edit(transaction, { key, caller, input }) {
      const was = (await findMappingSummary(transaction, key))?.number ?? 0
      if (was !== input.was || input.toNumber >= was) return refuse('changed-meanwhile')
      const { newId, clock } = ports()
      const { same: _, ...done } = await rollBackMapping(transaction, {
        ...key,
        id: newId(),
        createdBy: { id: caller.id, name: caller.name },
        toNumber: input.toNumber,
      })
      await saveConnectorSettings(transaction, key, { mappingConfirmedAt: clock.now() })
      return { ok: true as const, value: done, auditDetail: { was, toNumber: input.toNumber, ...done } }
    },
  })
}
