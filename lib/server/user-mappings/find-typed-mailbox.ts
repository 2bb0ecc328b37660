import { z } from 'zod'
import { findConnector } from '#lib/db/connectors.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { normalizeMailboxAddress } from '#lib/domain/mailbox-address.ts'
import type { MailboxFinding } from '#lib/domain/mailbox-finding.ts'
import { lookUpMailboxes } from '#lib/sync/look-up-mailboxes.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'

export const findTypedMailboxInput = z.object({
  connectorId: z.guid(),
  address: z.string().trim().min(1).max(320),
})

/** Somebody looks at the field meanwhile. */
export const TYPED_MAILBOX_TIMEOUT_MS = 5_000

/** Who has the mailbox that somebody is typing into a row. */
export function findTypedMailboxCall(
  ports: () => Pick<WebPorts, 'database' | 'directory'>,
): CallDefinition<typeof findTypedMailboxInput, MailboxFinding> {
  return {
    name: 'connector.find-typed-mailbox',
    permission: 'manage',
    changesNothing: true,
    input: findTypedMailboxInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const { database, directory } = ports()
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }
      const connector = await withTenant(database, caller.tenantId, (transaction) =>
        findConnector(transaction, key),
      )
      if (!connector) return refuse('connector-gone')
      const mailbox = normalizeMailboxAddress(input.address)
      if (mailbox === null) return { ok: true, value: { status: 'not-found', displayName: null } }
      const told = await lookUpMailboxes({ directory }, [mailbox], TYPED_MAILBOX_TIMEOUT_MS)
      const { status, displayName } = told.get(mailbox) ?? { status: 'unanswered', displayName: null }
      return { ok: true, value: { status, displayName } }
    },
  }
}
