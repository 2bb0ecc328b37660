import { listAlertRules, saveAlertRules } from '#lib/db/alerts/alert-rules.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { editAlertRulesInput } from '#lib/domain/alert-inputs.ts'
import { ALERT_KINDS } from '#lib/domain/alert-kinds.ts'
import { ALERT_CHANNELS, type AlertRule, modeOf } from '#lib/domain/alert-rules.ts'
import { editConnectorCall } from '#lib/server/edit-connector.ts'
import type { CallDefinition } from '#lib/server/guard-call.ts'
import type { WebPorts } from '#lib/server/web-ports.ts'

/** Which alerts of a connector go where. */
export function editAlertRulesCall(ports: () => WebPorts): CallDefinition<typeof editAlertRulesInput, null> {
  return editConnectorCall(ports, {
    name: 'connector.edit-alerts',
    input: editAlertRulesInput,
    async edit(transaction, { key, input }) {
      const stored = await listAlertRules(transaction, key)
      if (!isSame(stored, input.was) && !isSame(stored, input.rules)) return refuse('changed-meanwhile')
      await saveAlertRules(transaction, key, input.rules)
      const changed = input.rules.filter(({ kind, channel, mode }) => modeOf(kind, channel, stored) !== mode)
      return { ok: true as const, value: null, auditDetail: { changed } }
    },
  })
}

function isSame(one: readonly AlertRule[], other: readonly AlertRule[]): boolean {
  return ALERT_KINDS.every((kind) =>
    ALERT_CHANNELS.every((channel) => modeOf(kind, channel, one) === modeOf(kind, channel, other)),
  )
}
