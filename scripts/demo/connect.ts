// `npm run demo -- --connected`: makes a connector with the sandbox's TeleMessage login and requests its first sync,
// through the same calls as the wizard's pages, audit trail included. Runs with the environment of the web app.
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { compose } from '#lib/composition.ts'
import { addAuditEvent } from '#lib/db/audit-events.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { TERMS_VERSION } from '#lib/domain/wizard-terms.ts'
import { readEnvironment } from '#lib/platform/env.ts'
import { type CallDefinition, type Caller, guardCall } from '#lib/server/guard-call.ts'
import { acceptTermsCall } from '#lib/server/wizard/accept-terms.ts'
import { confirmMappingCall } from '#lib/server/wizard/confirm-mapping.ts'
import { finishConnectorCall } from '#lib/server/wizard/finish-connector.ts'
import { logInToSiteCall } from '#lib/server/wizard/log-in-to-site.ts'
import { startDraftCall } from '#lib/server/wizard/start-draft.ts'
import { SANDBOX_IDENTITIES } from '#sandbox/settings.ts'

const DAY_MS = 24 * 3_600_000
const SITE_TIMEOUT_MS = 10_000

const composition = compose(readEnvironment(), 'demo')
const { database, env } = composition
const ports = () => ({ ...composition, newId: randomUUID })
const caller: Caller = {
  tenantId: env.ENTRA_TENANT_ID,
  id: 'demo',
  name: 'Demo set-up',
  roles: ['DataConnector.Admin'],
}

try {
  const existing = await withTenant(database, caller.tenantId, (transaction) =>
    transaction.connector.findFirst({
      where: { tenantId: caller.tenantId, state: 'active' },
      select: { id: true },
    }),
  )
  if (existing) {
    await composition.planRun({
      tenantId: caller.tenantId,
      connectorId: existing.id,
      trigger: 'manual',
      requestedBy: { id: caller.id, name: caller.name },
    })
  } else {
    await makeConnector()
  }
} finally {
  await composition.close()
}

async function makeConnector(): Promise<void> {
  const { connectorId } = await call(startDraftCall(ports), { typeId: 'wechat-archiver' })
  await call(acceptTermsCall(ports), { connectorId, termsVersion: TERMS_VERSION })
  await call(logInToSiteCall(ports), {
    connectorId,
    username: SANDBOX_IDENTITIES.sftpUsername,
    password: SANDBOX_IDENTITIES.sftpPassword,
    host: env.TELEMESSAGE_HOST,
    port: env.TELEMESSAGE_PORT,
    folder: env.TELEMESSAGE_FOLDER,
    trustedHostKey: await offeredHostKey(),
  })
  await call(confirmMappingCall(ports), {
    connectorId,
    automaticMapping: true,
    precedence: 'custom-first',
    custom: { choice: 'none' },
  })
  await call(finishConnectorCall(ports), {
    connectorId,
    name: 'WeChat Archiver',
    importSince: new Date(Date.now() - DAY_MS).toISOString().slice(0, 16),
    scheduleTime: '08:00',
    timeZone: 'UTC',
  })
}

/** The demo trusts the key of the sandbox that it has just started. */
async function offeredHostKey(): Promise<string> {
  const answer = await composition.site.connect(
    {
      host: env.TELEMESSAGE_HOST,
      port: env.TELEMESSAGE_PORT,
      folder: env.TELEMESSAGE_FOLDER,
      username: SANDBOX_IDENTITIES.sftpUsername,
      credential: { method: 'password', password: SANDBOX_IDENTITIES.sftpPassword },
      trustedHostKey: null,
      timeoutMs: SITE_TIMEOUT_MS,
    },
    AbortSignal.timeout(SITE_TIMEOUT_MS),
  )
  if (!answer.ok && answer.reason === 'host-key-unknown') return answer.offeredHostKey
  throw new Error(
    `The sandbox's site answered ${answer.ok ? 'without a question about its key' : answer.reason}.`,
  )
}

async function call<Schema extends z.ZodType, T>(
  definition: CallDefinition<Schema, T>,
  input: z.input<Schema>,
): Promise<T> {
  const result = await guardCall(
    definition,
    { caller, isOurOrigin: true, input },
    {
      addAuditEvent: (tenantId, event) => addAuditEvent(database, tenantId, event),
      logFault: (facts) => composition.log.error(facts, 'call failed'),
      newReference: randomUUID,
    },
  )
  if (result.ok) return result.value
  throw new Error(`${definition.name} was refused: ${JSON.stringify(result.error)}`)
}
