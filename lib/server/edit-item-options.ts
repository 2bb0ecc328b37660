import { saveConnectorSettings } from '#lib/db/connector-edits.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { editItemOptionsInput } from '#lib/domain/connector-inputs.ts'
import { BYTES_PER_MEGABYTE } from '#lib/domain/item-limits.ts'
import { editConnectorCall } from './edit-connector.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

/** How large an item may be, what becomes of a larger one, of copies, and of the original bytes. */
export function editItemOptionsCall(
  ports: () => WebPorts,
): CallDefinition<typeof editItemOptionsInput, null> {
  return editConnectorCall(ports, {
    name: 'connector.edit-options',
    input: editItemOptionsInput,
    async edit(transaction, { key, connector, input }) {
      const { overLimit, keepSiblingCopies, attachOriginal } = input
      const wanted = {
        itemLimitBytes: input.itemLimitMegabytes * BYTES_PER_MEGABYTE,
        overLimit,
        keepSiblingCopies,
        attachOriginal,
      }
      if (!isSame(connector, input.was) && !isSame(connector, wanted)) return refuse('changed-meanwhile')
      await saveConnectorSettings(transaction, key, wanted)
      const was = {
        itemLimitBytes: connector.itemLimitBytes,
        overLimit: connector.overLimit,
        keepSiblingCopies: connector.keepSiblingCopies,
        attachOriginal: connector.attachOriginal,
      }
      return { ok: true as const, value: null, auditDetail: { was, is: wanted } }
    },
  })
}

type ItemOptions = {
  itemLimitBytes: number
  overLimit: string
  keepSiblingCopies: boolean
  attachOriginal: boolean
}

function isSame(one: ItemOptions, other: ItemOptions): boolean {
  return (
    one.itemLimitBytes === other.itemLimitBytes &&
    one.overLimit === other.overLimit &&
    one.keepSiblingCopies === other.keepSiblingCopies &&
    one.attachOriginal === other.attachOriginal
  )
}
