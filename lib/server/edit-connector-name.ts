import { saveConnectorSettings } from '#lib/db/connector-edits.ts'
import { findConnectorNames, lockConnectorNames } from '#lib/db/connector-names.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { editNameInput } from '#lib/domain/connector-inputs.ts'
import { isSameConnectorName } from '#lib/domain/wizard-connector-name.ts'
import { editConnectorCall } from './edit-connector.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

/** Gives a connector another name; no two of a tenant have the same. */
export function editConnectorNameCall(
  ports: () => WebPorts,
): CallDefinition<typeof editNameInput, { name: string }> {
  return editConnectorCall(ports, {
    name: 'connector.edit-name',
    input: editNameInput,
    async edit(transaction, { key, connector, input }) {
      const { name, was } = input
      if (connector.name !== was && connector.name !== name) return refuse('changed-meanwhile')
      await lockConnectorNames(transaction, key.tenantId)
      const taken = await findConnectorNames(transaction, key.tenantId, { except: key.connectorId })
      if (taken.some((other) => isSameConnectorName(other, name)))
        return refuse('invalid-input', { fields: { name: ['nameTaken'] } })
      await saveConnectorSettings(transaction, key, { name })
      return { ok: true as const, value: { name }, auditDetail: { was: connector.name, is: name } }
    },
  })
}
