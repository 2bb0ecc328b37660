import { findStagedEntry } from '#lib/db/run-items/find-staged-entry.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { readOriginalInput } from '#lib/domain/item-inputs.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

export type OriginalFile = { fileName: string; contentType: string; text: AsyncGenerator<Uint8Array> }

/** Of the evidence store: the package is not there any more, or is not what was stored. */
const GONE: readonly string[] = [
  'evidence_missing',
  'evidence_damaged',
  'staged-package-unreadable',
  'package_damaged',
]

/** A message as it was delivered, with all that people wrote in it: only with a reason, which stands in the audit log. */
export function downloadOriginalCall(
  ports: () => Pick<WebPorts, 'database' | 'readOriginal' | 'log'>,
): CallDefinition<typeof readOriginalInput, OriginalFile> {
  return {
    name: 'item.download-original',
    permission: 'manage',
    input: readOriginalInput,
    target: (input) => ({ type: 'item', id: input.itemId }),
    async handle({ caller, input }) {
      const { database, readOriginal, log } = ports()
      const { tenantId } = caller
      const { connectorId, runId, reason } = input
      const found = await withTenant(database, tenantId, (transaction) =>
        findStagedEntry(transaction, { tenantId, connectorId, runId, itemId: BigInt(input.itemId) }),
      )
      if (!found) return refuse('item-gone')
      const pieces = readOriginal(found)
      let first: IteratorResult<Uint8Array>
      try {
        first = await pieces.next()
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : ''
        if (!GONE.includes(code)) throw error
        log.error({ err: error, itemId: input.itemId }, 'the package of an item cannot be read')
        return refuse('package-gone')
      }
      const value = {
        fileName: fileNameOf(found.archiveMessageId, input.itemId),
        contentType: 'message/rfc822',
        text: from(first, pieces),
      }
      const auditDetail = { connectorId, runId, reason, archiveMessageId: found.archiveMessageId }
      return { ok: true, value, auditDetail }
    },
  }
}

/** What is read before the answer begins, so that a refusal can still be told, comes first all the same. */
async function* from(
  first: IteratorResult<Uint8Array>,
  rest: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    if (first.done) return
    yield first.value
    yield* rest
  } finally {
    await rest.return(undefined)
  }
}

/** The id is the sender's choice of characters. */
function fileNameOf(archiveMessageId: string, itemId: string): string {
  const safe = archiveMessageId
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 80)
  return `${safe || `item-${itemId}`}.eml`
}
