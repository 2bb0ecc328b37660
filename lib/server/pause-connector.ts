import { pauseConnector, resumeConnector } from '#lib/db/connectors.ts'
import { connectorInput } from '#lib/domain/wizard-inputs.ts'
import { editConnectorCall } from './edit-connector.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

export type PauseAnswer = { state: 'active' | 'paused' }

type PauseCall = CallDefinition<typeof connectorInput, PauseAnswer>

/** Pause: no run is planned, nothing is read and nothing delivered, until Resume. */
export function pauseConnectorCall(ports: () => WebPorts): PauseCall {
  return changeCall(ports, { name: 'connector.pause', state: 'paused', change: pauseConnector })
}

/** Resume: what waited goes on, and a scheduled run that is due today is planned within a minute. */
export function resumeConnectorCall(ports: () => WebPorts): PauseCall {
  return changeCall(ports, { name: 'connector.resume', state: 'active', change: resumeConnector })
}

/** Pressing twice is pressing once; `isChanged` tells the audit log which press did it. */
function changeCall(
  ports: () => WebPorts,
  wanted: { name: string; state: PauseAnswer['state']; change: typeof pauseConnector },
): PauseCall {
  return editConnectorCall(ports, {
    name: wanted.name,
    input: connectorInput,
    async edit(transaction, { key }) {
      const isChanged = await wanted.change(transaction, key)
      return { ok: true as const, value: { state: wanted.state }, auditDetail: { isChanged } }
    },
  })
}
