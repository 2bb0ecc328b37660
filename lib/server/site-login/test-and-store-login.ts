import { saveSiteCredential } from '#lib/db/connector-secrets.ts'
import { saveSite } from '#lib/db/connector-site.ts'
import type { ConnectorRow } from '#lib/db/connectors.ts'
import { type TenantTransaction, withTenant } from '#lib/db/with-tenant.ts'
import { type Refusal, refuse } from '#lib/domain/action-result.ts'
import type { PassedCheck, SiteLoginResult } from '#lib/domain/site-checks.ts'
import { siteLoginInput } from '#lib/domain/site-login-input.ts'
import type { WatchedCall } from '../watched-call.ts'
import type { WebPorts } from '../web-ports.ts'
import { checkSite } from './check-site.ts'
import { isSameSite, storedCredential } from './stored-credential.ts'
import { typedCredential } from './typed-credential.ts'

export type SiteLoginCall = WatchedCall<typeof siteLoginInput, SiteLoginResult, PassedCheck>

type Key = { tenantId: string; connectorId: string }
type Opened = { ok: true; connector: ConnectorRow } | Refusal

/**
 * Logs in to the TeleMessage site, and stores the login only when that went well. No database connection is held
 * while the site is asked; `open` locks the connector before and after, and says whether its login may be changed.
 */
export function testAndStoreLogin(
  ports: () => WebPorts,
  options: { name: string; open: (transaction: TenantTransaction, key: Key) => Promise<Opened> },
): SiteLoginCall {
  return {
    name: options.name,
    permission: 'manage',
    input: siteLoginInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input, report = () => {}, signal = new AbortController().signal }) {
      const { database, clock, secretBox, readSiteKey } = ports()
      const { tenantId } = caller
      const key = { tenantId, connectorId: input.connectorId }
      const { host, port, folder, username, timeoutSeconds } = input
      // Before any transaction: a key with a passphrase costs a second.
      const typed = typedCredential(input, readSiteKey)
      if (typed && !typed.ok) return typed

      const prepared = await withTenant(database, tenantId, async (transaction) => {
        const opened = await options.open(transaction, key)
        if (!opened.ok) return opened
        const { connector } = opened
        const chosen =
          typed ?? (await storedCredential(transaction, secretBox, { tenantId, connector, input }))
        return chosen.ok ? { ...chosen, connector } : chosen
      })
      if (!prepared.ok) return prepared
      const { connector, credential, keyFingerprint, isNew } = prepared

      const isKnown = isSameSite(connector, input) && !input.forgetHostKey
      const knownHostKey = isKnown ? connector.siteHostKey : null
      const trustedHostKey = input.trustedHostKey ?? knownHostKey
      const checked = await checkSite(
        ports(),
        { host, port, folder, username, credential, trustedHostKey, timeoutMs: timeoutSeconds * 1000 },
        { report, signal },
      )
      if (!checked.ok) return checked
      const { hostKey, packages } = checked

      return withTenant(database, tenantId, async (transaction) => {
        const opened = await options.open(transaction, key)
        if (!opened.ok) return opened
        // Somebody else was faster: what is stored now was not tested with these.
        if (opened.connector.siteCheckedAt?.getTime() !== connector.siteCheckedAt?.getTime())
          return refuse('login-changed')
        if (signal.aborted) return refuse('cancelled')
        const site = { host, port, folder, username, hostKey, keyFingerprint, timeoutSeconds }
        await saveSite(transaction, key, { ...site, checkedAt: clock.now() })
        if (isNew) await saveSiteCredential(transaction, secretBox, key, credential)
        const replaced = connector.siteHostKey
        return {
          ok: true as const,
          value: { hostKey, keyFingerprint, packages },
          auditDetail: {
            ...site,
            method: credential.method,
            isCredentialNew: isNew,
            packageCount: packages.count,
            ...(replaced && replaced !== hostKey && { replacedHostKey: replaced }),
          },
        }
      })
    },
  }
}
