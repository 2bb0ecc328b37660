import { join, resolve } from 'node:path'
import { z } from 'zod'

/** The identities that every sandbox has unless told otherwise; none of them opens anything real. */
export const SANDBOX_IDENTITIES = {
  tenantId: '6f1c2d0a-5b1e-4c39-9d57-2f6f3f0a1c01',
  clientId: 'b3a7c1e2-90d4-4f6a-8a51-7c1d2e3f4a02',
  clientSecret: 'sandbox-client-secret',
  redirectUris: ['http://localhost:3000/api/auth/callback/azure-ad'],
  sftpUsername: 'contoso-archive',
  sftpPassword: 'Sandbox-Password-1',
} as const

/** Where the stand-ins listen when started as a process. */
export const SANDBOX_PORTS = {
  entraPort: 4410,
  entraTlsPort: 4411,
  graphPort: 4412,
  // Nobody has to know it beforehand: it is part of the address that a client is given for an upload.
  uploadPort: 0,
  sftpPort: 4422,
  controlPort: 4430,
  smtpPort: 4425,
  webhookPort: 4426,
} as const

export type PortName = keyof typeof SANDBOX_PORTS

/** The variable that sets each port: what to change when it is taken. */
export const PORT_VARIABLES: Record<PortName, string> = {
  entraPort: 'SANDBOX_ENTRA_PORT',
  entraTlsPort: 'SANDBOX_ENTRA_TLS_PORT',
  graphPort: 'SANDBOX_GRAPH_PORT',
  uploadPort: 'SANDBOX_UPLOAD_PORT',
  sftpPort: 'SANDBOX_SFTP_PORT',
  controlPort: 'SANDBOX_CONTROL_PORT',
  smtpPort: 'SANDBOX_SMTP_PORT',
  webhookPort: 'SANDBOX_WEBHOOK_PORT',
}

/** What a sandbox is started with. Only the folder is needed; a port left out is chosen by the system. */
export type SandboxSettings = {
  /** Certificates, keys, mailboxes and packages; survives restarts. */
  dir: string
  /** The address to bind. URLs always say `localhost`. */
  host?: string
  packagesDir?: string
  /** The port in Graph's address, when clients reach it through something in between. 0: the one that it listens at. */
  graphPublicPort?: number
  tenantId?: string
  clientId?: string
  clientSecret?: string
  /** PEM of the certificates that are registered with the app. */
  appCertificates?: string
  redirectUris?: readonly string[]
  sftpUsername?: string
  sftpPassword?: string
  now?: () => Date
} & Partial<Record<PortName, number>>

export type CompleteSettings = Required<SandboxSettings> & { hasOwnPackagesDir: boolean }

export function completeSettings(settings: SandboxSettings): CompleteSettings {
  const dir = resolve(settings.dir)
  return {
    host: '127.0.0.1',
    entraPort: 0,
    entraTlsPort: 0,
    graphPort: 0,
    uploadPort: 0,
    sftpPort: 0,
    controlPort: 0,
    smtpPort: 0,
    webhookPort: 0,
    graphPublicPort: 0,
    appCertificates: '',
    ...SANDBOX_IDENTITIES,
    now: () => new Date(),
    ...settings,
    dir,
    packagesDir: resolve(settings.packagesDir ?? join(dir, 'packages')),
    hasOwnPackagesDir: settings.packagesDir !== undefined,
  }
}

const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback)

const environment = z.object({
  SANDBOX_DIR: z.string().default('.sandbox'),
  SANDBOX_HOST: z.string().default('127.0.0.1'),
  SANDBOX_ENTRA_PORT: port(SANDBOX_PORTS.entraPort),
  SANDBOX_ENTRA_TLS_PORT: port(SANDBOX_PORTS.entraTlsPort),
  SANDBOX_GRAPH_PORT: port(SANDBOX_PORTS.graphPort),
  SANDBOX_GRAPH_PUBLIC_PORT: port(0),
  SANDBOX_UPLOAD_PORT: port(SANDBOX_PORTS.uploadPort),
  SANDBOX_SFTP_PORT: port(SANDBOX_PORTS.sftpPort),
  SANDBOX_CONTROL_PORT: port(SANDBOX_PORTS.controlPort),
  SANDBOX_SMTP_PORT: port(SANDBOX_PORTS.smtpPort),
  SANDBOX_WEBHOOK_PORT: port(SANDBOX_PORTS.webhookPort),
  SANDBOX_PACKAGES_DIR: z.string().optional(),
  SANDBOX_TENANT_ID: z.guid().default(SANDBOX_IDENTITIES.tenantId),
  SANDBOX_CLIENT_ID: z.guid().default(SANDBOX_IDENTITIES.clientId),
  SANDBOX_CLIENT_SECRET: z.string().min(1).default(SANDBOX_IDENTITIES.clientSecret),
  SANDBOX_APP_CERTIFICATES: z.string().default(''),
  SANDBOX_REDIRECT_URIS: z.string().default(SANDBOX_IDENTITIES.redirectUris.join(',')),
  SANDBOX_SFTP_USERNAME: z.string().min(1).default(SANDBOX_IDENTITIES.sftpUsername),
  SANDBOX_SFTP_PASSWORD: z.string().min(1).default(SANDBOX_IDENTITIES.sftpPassword),
})

/**
 * Settings from environment variables; an empty one counts as absent.
 * @throws {SandboxSettingsError} naming every variable that is wrong, never its value.
 */
export function settingsFromEnvironment(source: Record<string, string | undefined>): SandboxSettings {
  const nonEmpty = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(nonEmpty)
  if (!parsed.success) throw new SandboxSettingsError(parsed.error.issues)
  const env = parsed.data
  return {
    dir: env.SANDBOX_DIR,
    host: env.SANDBOX_HOST,
    entraPort: env.SANDBOX_ENTRA_PORT,
    entraTlsPort: env.SANDBOX_ENTRA_TLS_PORT,
    graphPort: env.SANDBOX_GRAPH_PORT,
    graphPublicPort: env.SANDBOX_GRAPH_PUBLIC_PORT,
    uploadPort: env.SANDBOX_UPLOAD_PORT,
    sftpPort: env.SANDBOX_SFTP_PORT,
    controlPort: env.SANDBOX_CONTROL_PORT,
    smtpPort: env.SANDBOX_SMTP_PORT,
    webhookPort: env.SANDBOX_WEBHOOK_PORT,
    ...(env.SANDBOX_PACKAGES_DIR === undefined ? {} : { packagesDir: env.SANDBOX_PACKAGES_DIR }),
    tenantId: env.SANDBOX_TENANT_ID,
    clientId: env.SANDBOX_CLIENT_ID,
    clientSecret: env.SANDBOX_CLIENT_SECRET,
    appCertificates: env.SANDBOX_APP_CERTIFICATES,
    redirectUris: env.SANDBOX_REDIRECT_URIS.split(',')
      .map((uri) => uri.trim())
      .filter((uri) => uri !== ''),
    sftpUsername: env.SANDBOX_SFTP_USERNAME,
    sftpPassword: env.SANDBOX_SFTP_PASSWORD,
  }
}

export class SandboxSettingsError extends Error {
  readonly code = 'sandbox_settings_invalid'

  constructor(issues: readonly { path: PropertyKey[]; message: string }[]) {
    const lines = issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    super(`The sandbox cannot start with these settings:\n${lines.join('\n')}`)
    this.name = 'SandboxSettingsError'
  }
}
