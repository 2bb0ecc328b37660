import { saveConnectorSettings } from '#lib/db/connector-edits.ts'
import { findScheduledDates } from '#lib/db/scheduled-dates.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { editScheduleInput } from '#lib/domain/connector-inputs.ts'
import { nextRunAt } from '#lib/domain/run-schedule.ts'
import { editConnectorCall } from './edit-connector.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

/** Moves the daily run. The answer says when the next one begins; a paused connector has none until it is resumed. */
export function editConnectorScheduleCall(
  ports: () => WebPorts,
): CallDefinition<typeof editScheduleInput, { nextRunAt: string | null }> {
  return editConnectorCall(ports, {
    name: 'connector.edit-schedule',
    input: editScheduleInput,
    async edit(transaction, { key, connector, input }) {
      const wanted = { scheduleTime: input.scheduleTime, timeZone: input.timeZone }
      if (!isSame(connector, input.was) && !isSame(connector, wanted)) return refuse('changed-meanwhile')
      await saveConnectorSettings(transaction, key, wanted)
      const doneDates = await findScheduledDates(transaction, key)
      const next =
        connector.state === 'active'
          ? nextRunAt({
              now: ports().clock.now(),
              ...wanted,
              since: connector.finishedAt ?? connector.createdAt,
              doneDates,
            }).toISOString()
          : null
      const was = { scheduleTime: connector.scheduleTime, timeZone: connector.timeZone }
      return { ok: true as const, value: { nextRunAt: next }, auditDetail: { was, is: wanted } }
    },
  })
}

type Schedule = { scheduleTime: string; timeZone: string }

function isSame(one: Schedule, other: Schedule): boolean {
  return one.scheduleTime === other.scheduleTime && one.timeZone === other.timeZone
}
