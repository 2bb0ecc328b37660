import 'server-only'
import { randomBytes } from 'node:crypto'
import { addAuditEvent } from '#lib/db/audit-events.ts'
import type { GuardPorts } from './guard-call.ts'
import { webComposition } from './web-composition.ts'

/** Audit log, log and references of the running app. */
export function guardPorts(): GuardPorts {
  const { database, log } = webComposition()
  return {
    addAuditEvent: (tenantId, event) => addAuditEvent(database, tenantId, event),
    logFault: (facts) => log.error(facts, 'request failed'),
    newReference: () => randomBytes(6).toString('hex'),
  }
}
