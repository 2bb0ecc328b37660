import { findConnector } from '#lib/db/connectors.ts'
import { endMute, isArchived, muteSilence } from '#lib/db/people/muted-silences.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { muteInput, muteRange, unmuteInput } from '#lib/domain/people-inputs.ts'
import { readWallClock } from '#lib/domain/wall-clock.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

type Ports = () => Pick<WebPorts, 'database' | 'clock'>

/** Says of a person's silence that it is known about: nobody is told of it up to a date, which has a reason and an end. */
export function muteSilenceCall(ports: Ports): CallDefinition<typeof muteInput, null> {
  return {
    name: 'person.mute',
    permission: 'manage',
    input: muteInput,
    target: ({ connectorId }) => ({ type: 'connector', id: connectorId }),
    async handle({ caller, input: { connectorId, owner, reason, until } }) {
      const { database, clock } = ports()
      const { tenantId } = caller
      const now = clock.now()
      const refusal = await withTenant(database, tenantId, async (transaction) => {
        const connector = await findConnector(transaction, { tenantId, connectorId })
        if (!connector || connector.state === 'deleted') return refuse('connector-gone')
        const { first, last } = muteRange(readWallClock(now, connector.timeZone).date)
        if (until < first || until > last)
          return refuse('invalid-input', { fields: { until: ['muteDateInvalid'] } })
        const key = { tenantId, connectorId, owner }
        if (!(await isArchived(transaction, key))) return refuse('person-gone')
        await muteSilence(transaction, key, { reason, until, byId: caller.id, by: caller.name, at: now })
        return null
      })
      return refusal ?? { ok: true, value: null, auditDetail: { owner, reason, until } }
    },
  }
}

/** From now on the person's silence is told again. Nothing to end is as good as an end. */
export function unmuteSilenceCall(ports: Ports): CallDefinition<typeof unmuteInput, null> {
  return {
    name: 'person.unmute',
    permission: 'manage',
    input: unmuteInput,
    target: ({ connectorId }) => ({ type: 'connector', id: connectorId }),
    async handle({ caller: { tenantId }, input: { connectorId, owner } }) {
      const wasMuted = await withTenant(ports().database, tenantId, (transaction) =>
        endMute(transaction, { tenantId, connectorId, owner }),
      )
      return { ok: true, value: null, auditDetail: { owner, wasMuted } }
    },
  }
}
