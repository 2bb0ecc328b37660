import { findSitePassword, saveSitePassword } from '#lib/db/connector-secrets.ts'
import { type ConnectorRow, saveSite } from '#lib/db/connectors.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { type Refusal, refuse } from '#lib/domain/action-result.ts'
import { isPackageFile } from '#lib/domain/package-file.ts'
import { type SiteLoginInput, siteLoginInput } from '#lib/domain/wizard-inputs.ts'
import type { SiteRefusal } from '#lib/sync/ports.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'
import { openDraft } from './open-draft.ts'

/** A person waits for it; a run has more patience. */
const CHECK_TIMEOUT_MS = 30_000

export type SiteCheck = { packageCount: number; hostKey: string }

/**
 * Logs in to the TeleMessage site, and stores the login only when that went well. No database connection is held
 * while the site is asked.
 */
export function logInToSiteCall(ports: () => WebPorts): CallDefinition<typeof siteLoginInput, SiteCheck> {
  return {
    name: 'connector.log-in-to-site',
    permission: 'manage',
    input: siteLoginInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const { database, clock, secretBox } = ports()
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }
      const site = { host: input.host, port: input.port, folder: input.folder, username: input.username }

      const prepared = await withTenant(database, caller.tenantId, async (transaction) => {
        const opened = await openDraft(transaction, key, 'login')
        if (!opened.ok) return opened
        const password = input.password || (await storedPassword(opened.draft, input))
        return { ok: true as const, draft: opened.draft, password }

        /** The stored password goes to the site and user that it was stored for, and to no other. */
        async function storedPassword(draft: ConnectorRow, asked: SiteLoginInput): Promise<string | null> {
          const isSame = isSameSite(draft, asked) && draft.siteUsername === asked.username
          return isSame ? findSitePassword(transaction, secretBox, key) : null
        }
      })
      if (!prepared.ok) return prepared
      const { draft, password } = prepared
      if (!password) return refuse('password-needed', { fields: { password: ['required'] } })

      const knownHostKey = isSameSite(draft, input) ? draft.siteHostKey : null
      const checked = await checkSite(ports(), {
        ...site,
        password,
        trustedHostKey: input.trustedHostKey ?? knownHostKey,
      })
      if (!checked.ok) return checked

      return withTenant(database, caller.tenantId, async (transaction) => {
        const opened = await openDraft(transaction, key, 'login')
        if (!opened.ok) return opened
        await saveSite(transaction, key, { ...site, hostKey: checked.hostKey, checkedAt: clock.now() })
        await saveSitePassword(transaction, secretBox, key, password)
        const { packageCount, hostKey } = checked
        return {
          ok: true as const,
          value: { packageCount, hostKey },
          auditDetail: { ...site, hostKey, packageCount },
        }
      })
    },
  }
}

function isSameSite(draft: ConnectorRow, asked: SiteLoginInput): boolean {
  return draft.siteHost === asked.host && draft.sitePort === asked.port
}

async function checkSite(
  ports: WebPorts,
  login: Parameters<WebPorts['site']['connect']>[0],
): Promise<({ ok: true } & SiteCheck) | Refusal> {
  const answer = await ports.site.connect(login, AbortSignal.timeout(CHECK_TIMEOUT_MS))
  if (!answer.ok) return toRefusal(answer, login)
  try {
    const files = await answer.session.list()
    const packageCount = files.filter(isPackageFile).length
    return { ok: true, packageCount, hostKey: answer.session.hostKey }
  } catch (error) {
    ports.log.warn({ err: error, host: login.host }, 'site failed after log-in')
    return refuse('site-interrupted', { values: { host: login.host } })
  } finally {
    await answer.session.close()
  }
}

function toRefusal(
  refusal: SiteRefusal,
  login: { host: string; port: number; folder: string; username: string; trustedHostKey: string | null },
): Refusal {
  const { host, port, folder, username } = login
  const offered = 'offeredHostKey' in refusal ? { offeredHostKey: refusal.offeredHostKey } : {}
  const trusted = login.trustedHostKey ? { trustedHostKey: login.trustedHostKey } : {}
  return refuse(refusal.reason, {
    values: { host, port, folder, username, ...offered, ...trusted },
    ...(refusal.reason === 'login-refused' && { fields: { password: ['loginRefused'] } }),
    ...(refusal.reason === 'folder-not-found' && { fields: { folder: ['folderNotFound'] } }),
  })
}
