import { findAlertTarget } from '#lib/db/alerts/alert-channels.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { alertChannelInput } from '#lib/domain/alert-inputs.ts'
import type { CallDefinition } from '#lib/server/guard-call.ts'
import type { WebPorts } from '#lib/server/web-ports.ts'
import type { SendOutcome } from '#lib/sync/ports/alert-sender.ts'

/** Somebody waits for the answer. */
const TEST_TIMEOUT_MS = 20_000

/** Sends a message as an alert would be sent, and tells what came of it. */
export function testAlertChannelCall(
  ports: () => WebPorts,
): CallDefinition<typeof alertChannelInput, SendOutcome> {
  return {
    name: 'alert.test-channel',
    permission: 'manage',
    input: alertChannelInput,
    async handle({ caller: { tenantId }, input: { channel } }) {
      const { database, secretBox, clock, newId, alertSender } = ports()
      const target = await withTenant(database, tenantId, (tx) =>
        findAlertTarget(tx, secretBox, { tenantId, channel }),
      )
      if (!target) return refuse('channel-not-set-up')
      const value = await alertSender.send(
        target,
        { id: newId(), kind: 'test', sentAt: clock.now(), notices: [] },
        AbortSignal.timeout(TEST_TIMEOUT_MS),
      )
      return { ok: true, value, auditDetail: { channel, answered: value.ok ? 'ok' : value.code } }
    },
  }
}
