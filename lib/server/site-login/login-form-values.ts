import type { ConnectorRow } from '#lib/db/connectors.ts'
import { typedSiteLogin } from '#lib/domain/site-login-input.ts'

type Installation = { TELEMESSAGE_HOST: string; TELEMESSAGE_PORT: number; TELEMESSAGE_FOLDER: string }

/**
 * What the login's form begins with: what was typed and not tested yet, before the stored login, before the
 * installation's configuration. No secret is among it, only of which kind the stored one is.
 */
export function loginFormValues(connector: ConnectorRow, hasCredential: boolean, installation: Installation) {
  const tested = {
    username: connector.siteUsername ?? '',
    method: connector.siteKeyFingerprint ? ('key' as const) : ('password' as const),
    host: connector.siteHost ?? installation.TELEMESSAGE_HOST,
    port: String(connector.sitePort ?? installation.TELEMESSAGE_PORT),
    folder: connector.siteFolder ?? installation.TELEMESSAGE_FOLDER,
    timeoutSeconds: String(connector.siteTimeoutSeconds),
  }
  const typed = typedSiteLogin.safeParse(connector.siteTyped)
  return {
    values: typed.success ? typed.data : tested,
    stored: hasCredential
      ? {
          host: tested.host,
          port: tested.port,
          username: tested.username,
          method: tested.method,
          hostKey: connector.siteHostKey,
          keyFingerprint: connector.siteKeyFingerprint,
        }
      : null,
  }
}

export type LoginFormFacts = ReturnType<typeof loginFormValues>
