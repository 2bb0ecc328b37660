import { z } from 'zod'
import type { PrerequisiteAnswer } from '#lib/domain/prerequisite-inputs.ts'
import type { CheckedPrerequisite } from '#lib/domain/prerequisites.ts'
import type { Environment } from '#lib/platform/env.ts'
import type { EvidenceAccess } from '#lib/sync/ports/evidence-store.ts'
import type { Log } from '#lib/sync/ports/log.ts'
import type { SiteRefusal, SourceSite } from '#lib/sync/ports/source-site.ts'
import type { TenantAccess } from '#lib/sync/ports/tenant-access.ts'

export type PrerequisitePorts = {
  env: Pick<
    Environment,
    'TELEMESSAGE_HOST' | 'TELEMESSAGE_PORT' | 'TELEMESSAGE_FOLDER' | 'AZURE_STORAGE_CONTAINER'
  >
  tenantAccess: TenantAccess
  site: SourceSite
  evidenceAccess: EvidenceAccess
  lastWorkerTick(): Promise<{ ageSeconds: number; succeeded: boolean } | null>
  log: Log
}

/**
 * Looks whether one prerequisite is there, now. Whatever goes wrong is an answer: the page shows it beside the others.
 *
 * @param timeoutMs after which there is an answer even if a port never gives one.
 */
export async function checkPrerequisite(
  ports: PrerequisitePorts,
  prerequisite: CheckedPrerequisite,
  timeoutMs: number,
): Promise<PrerequisiteAnswer> {
  const controller = new AbortController()
  const timedOut = Promise.withResolvers<PrerequisiteAnswer>()
  const deadline = setTimeout(() => {
    timedOut.resolve(notMet('timed-out', { seconds: Math.round(timeoutMs / 1000) }))
    controller.abort()
  }, timeoutMs)
  const check = CHECKS[prerequisite](ports, controller.signal).catch((error: unknown) => {
    // The words of a fault may hold what a browser must not see.
    ports.log.warn({ prerequisite, err: error }, 'a prerequisite could not be checked')
    return notMet('fault')
  })
  try {
    return await Promise.race([check, timedOut.promise])
  } finally {
    clearTimeout(deadline)
  }
}

type Check = (ports: PrerequisitePorts, signal: AbortSignal) => Promise<PrerequisiteAnswer>

const CHECKS: Record<CheckedPrerequisite, Check> = {
  'microsoft-365': checkMicrosoft365,
  mailboxes: checkMailboxes,
  site: checkSite,
  evidence: checkEvidence,
  worker: checkWorker,
}

async function checkMicrosoft365({ tenantAccess }: PrerequisitePorts): Promise<PrerequisiteAnswer> {
  try {
    await tenantAccess.readAnyUser()
    return met('users-readable')
  } catch (error) {
    return answerOfMicrosoft(error)
  }
}

/** Consent to Mail.ReadWrite is in the token; what Exchange narrows or adds for single mailboxes is not. */
async function checkMailboxes({ tenantAccess }: PrerequisitePorts): Promise<PrerequisiteAnswer> {
  try {
    const permissions = await tenantAccess.grantedPermissions()
    return permissions?.includes('Mail.ReadWrite')
      ? met('mail-granted')
      : { state: 'unproved', reason: 'mail-not-in-token' }
  } catch (error) {
    return answerOfMicrosoft(error)
  }
}

const coded = z.object({ code: z.string(), graphCode: z.string().optional(), message: z.string() })

const MICROSOFT_REASONS: Record<string, PrerequisiteAnswer['reason']> = {
  token_refused: 'token-refused',
  token_unavailable: 'login-unreachable',
  graph_unauthorized: 'users-forbidden',
  graph_forbidden: 'users-forbidden',
  graph_throttled: 'graph-throttled',
  graph_unavailable: 'graph-unreachable',
}

function answerOfMicrosoft(error: unknown): PrerequisiteAnswer {
  const known = coded.safeParse(error)
  const reason = known.success ? MICROSOFT_REASONS[known.data.code] : undefined
  if (!known.success || !reason) throw error
  const code = known.data.graphCode ?? /AADSTS\d+/.exec(known.data.message)?.[0]
  return notMet(reason, {}, code)
}

const SITE_TIMEOUT_MS = 8_000

/** As far as the host key, with nobody's login: the key is asked about before a password would be sent. */
async function checkSite({ env, site }: PrerequisitePorts, signal: AbortSignal): Promise<PrerequisiteAnswer> {
  const { TELEMESSAGE_HOST: host, TELEMESSAGE_PORT: port, TELEMESSAGE_FOLDER: folder } = env
  const answer = await site.connect(
    {
      host,
      port,
      folder,
      username: 'prerequisite-check',
      credential: { method: 'password', password: '' },
      trustedHostKey: null,
      timeoutMs: SITE_TIMEOUT_MS,
    },
    signal,
  )
  if (answer.ok) {
    await answer.session.close()
    throw new Error('The site let a login without a trusted host key in.')
  }
  if (answer.reason === 'host-key-unknown')
    return met('site-answers', { host, port, hostKey: answer.offeredHostKey })
  return notMet(SITE_REASONS[answer.reason] ?? 'site-unreachable', { host, port })
}

const SITE_REASONS: Partial<Record<SiteRefusal['reason'], PrerequisiteAnswer['reason']>> = {
  'host-not-allowed': 'site-host-not-allowed',
  'host-not-found': 'site-host-not-found',
}

async function checkEvidence(
  { env, evidenceAccess }: PrerequisitePorts,
  signal: AbortSignal,
): Promise<PrerequisiteAnswer> {
  const container = env.AZURE_STORAGE_CONTAINER
  const answer = await evidenceAccess.tryWriting(signal)
  if (answer.ok) return met('storage-writable', { container })
  return notMet(`storage-${answer.reason}`, { container }, answer.code)
}

/** Three ticks: one may be late while a database restarts. */
const SILENT_SECONDS = 180

async function checkWorker({ lastWorkerTick }: PrerequisitePorts): Promise<PrerequisiteAnswer> {
  const tick = await lastWorkerTick()
  if (!tick) return notMet('worker-never-seen')
  const minutes = Math.max(0, Math.floor(tick.ageSeconds / 60))
  if (tick.ageSeconds > SILENT_SECONDS) return notMet('worker-silent', { minutes })
  return tick.succeeded ? met('worker-alive', { minutes }) : notMet('worker-tick-failed', { minutes })
}

function met(
  reason: PrerequisiteAnswer['reason'],
  values?: PrerequisiteAnswer['values'],
): PrerequisiteAnswer {
  return { state: 'met', reason, ...(values && { values }) }
}

function notMet(
  reason: PrerequisiteAnswer['reason'],
  values?: PrerequisiteAnswer['values'],
  code?: string,
): PrerequisiteAnswer {
  return { state: 'not-met', reason, ...(values && { values }), ...(code && { code }) }
}
