import { SANDBOX_IDENTITIES } from '#sandbox/settings.ts'
import type { DemoPaths } from './data-folder.ts'
import type { DemoSecrets } from './secrets.ts'
import type { SandboxAddresses } from './start-sandbox-process.ts'

/** What web and worker are configured with: the variables of lib/platform/env.ts, and nothing of the user's own. */
export function appEnvironment(parts: {
  appUrl: string
  databaseUrl: string
  storageConnectionString: string
  sandbox: SandboxAddresses
  secrets: DemoSecrets
  paths: DemoPaths
}): Record<string, string | undefined> {
  const { sandbox, secrets } = parts
  return {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    TZ: process.env.TZ,
    LOG_LEVEL: process.env.LOG_LEVEL,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_EXTRA_CA_CERTS: sandbox.caPath,

    DATABASE_URL: parts.databaseUrl,
    NEXTAUTH_URL: parts.appUrl,
    NEXTAUTH_SECRET: secrets.nextAuthSecret,
    ENTRA_TENANT_ID: SANDBOX_IDENTITIES.tenantId,
    ENTRA_CLIENT_ID: SANDBOX_IDENTITIES.clientId,
    ENTRA_CLIENT_SECRET: SANDBOX_IDENTITIES.clientSecret,
    ENTRA_AUTHORITY: sandbox.entraUrl,
    ENTRA_TOKEN_AUTHORITY: sandbox.entraTlsUrl,
    GRAPH_URL: sandbox.graphUrl,
    AZURE_STORAGE_CONNECTION_STRING: parts.storageConnectionString,
    SECRET_KEYS: secrets.secretKeys,
    SYNC_API_TOKEN: secrets.syncApiToken,
    TELEMESSAGE_HOST: sandbox.sftp.host,
    TELEMESSAGE_PORT: String(sandbox.sftp.port),
    TELEMESSAGE_FOLDER: '/outbox',
    SMTP_HOST: sandbox.smtp.host,
    SMTP_PORT: String(sandbox.smtp.port),
    SMTP_FROM: 'Archive admin center <archive@contoso.example>',
    ALERT_WEBHOOK_HOSTS: new URL(sandbox.webhookUrl).host,
    ALERT_PRIVATE_HOSTS: new URL(sandbox.webhookUrl).host,
    SPOOL_DIR: parts.paths.spool,
  }
}
