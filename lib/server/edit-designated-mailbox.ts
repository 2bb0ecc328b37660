import { saveConnectorSettings } from '#lib/db/connector-edits.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { editDesignatedMailboxInput } from '#lib/domain/connector-inputs.ts'
import { normalizeMailbox } from '#lib/domain/mapping-mailbox.ts'
import { lookUpMailboxes } from '#lib/sync/look-up-mailboxes.ts'
import { editConnectorCall } from './edit-connector.ts'
import type { CallDefinition } from './guard-call.ts'
import { TYPED_MAILBOX_TIMEOUT_MS } from './user-mappings/find-typed-mailbox.ts'
import type { WebPorts } from './web-ports.ts'

const NONE = { designatedObjectId: null, designatedAddress: null, designatedName: null }

/** Which mailbox gets what waits only because its person's is inactive: a member's that is there, known by its user's id from then on. */
export function editDesignatedMailboxCall(
  ports: () => WebPorts,
): CallDefinition<typeof editDesignatedMailboxInput, null> {
  return editConnectorCall(ports, {
    name: 'connector.edit-designated-mailbox',
    input: editDesignatedMailboxInput,
    async ask({ isOn, address }) {
      if (!isOn) return null
      const mailbox = normalizeMailbox(address)
      const checked = await lookUpMailboxes(
        { directory: ports().directory },
        [mailbox],
        TYPED_MAILBOX_TIMEOUT_MS,
      )
      return checked.get(mailbox) ?? null
    },
    async edit(transaction, { key, connector, input, known }) {
      const was = connector.designatedObjectId
      const wanted = input.isOn ? known : null
      if (input.isOn && !wanted?.objectId)
        return refuse('invalid-input', { fields: { address: [problemOf(wanted?.status)] } })
      if (was !== input.was && was !== (wanted?.objectId ?? null)) return refuse('changed-meanwhile')
      const is = wanted?.objectId
        ? {
            designatedObjectId: wanted.objectId,
            designatedAddress: wanted.mailbox,
            designatedName: wanted.displayName ?? '',
          }
        : NONE
      await saveConnectorSettings(transaction, key, is)
      const auditDetail = { was: connector.designatedAddress, is: is.designatedAddress }
      return { ok: true as const, value: null, auditDetail }
    },
  })
}

function problemOf(status: string | undefined): string {
  return status === undefined || status === 'unanswered' ? 'mailboxUnanswered' : 'mailboxUnfit'
}
