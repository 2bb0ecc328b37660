import { z } from 'zod'
import { CLOUD_NAMES, CLOUDS } from './clouds.ts'

const url = z.url({ protocol: /^https?$/ })
const httpsUrl = z.url({ protocol: /^https$/ })
const port = z.coerce.number().int().min(1).max(65_535)
const flag = (standard: '0' | '1') =>
  z
    .enum(['0', '1'])
    .default(standard)
    .transform((value) => value === '1')

/** What an installation is configured with. Names are those of the environment variables. */
const environment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('production'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),

  /** The app's own role; owns no table. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  /** The role that owns the schema; only `db:migrate` reads it. */
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL_MAX: z.coerce.number().int().min(2).max(100).default(10),
  /** Longer than any statement of the app needs. A connection that stays silent longer is given up. */
  DATABASE_STATEMENT_TIMEOUT_MS: z.coerce.number().int().min(1_000).max(3_600_000).default(120_000),

  /** The address people type into the browser; next-auth reads it too. */
  NEXTAUTH_URL: url,
  NEXTAUTH_SECRET: z.string().min(32),

  M365_CLOUD: z.enum(CLOUD_NAMES).default('global'),
  ENTRA_TENANT_ID: z.guid(),
  ENTRA_CLIENT_ID: z.guid(),
  ENTRA_CLIENT_SECRET: z.string().min(1),
  /** The date that Entra shows for it; announced thirty days before. No token says it. */
  ENTRA_CLIENT_SECRET_EXPIRES: z.iso.date().optional(),
  /**
   * PEM with a certificate and its private key: what the worker proves itself with to Entra in place of the secret. People still
   * sign in with the secret.
   */
  ENTRA_CLIENT_CERTIFICATE: z
    .string()
    .includes('-----BEGIN CERTIFICATE-----')
    // Files of variables have no lines within a value.
    .transform((pem) => pem.replaceAll('\\n', '\n'))
    .optional(),
  /** The same, in a file. */
  ENTRA_CLIENT_CERTIFICATE_FILE: z.string().min(1).optional(),
  /** Where people sign in. Default: the cloud's login host. */
  ENTRA_AUTHORITY: url.optional(),
  /** Where the worker gets its tokens; MSAL accepts https only. Default: the cloud's login host. */
  ENTRA_TOKEN_AUTHORITY: httpsUrl.optional(),
  /** Microsoft Graph without version. Default: the cloud's Graph. */
  GRAPH_URL: httpsUrl.optional(),
  /** Whether requests of several mailboxes go to Graph together. 0: each goes alone. */
  GRAPH_BATCHING: flag('1'),

  AZURE_STORAGE_CONNECTION_STRING: z.string().min(1),
  AZURE_STORAGE_CONTAINER: z.string().min(3).max(63).default('evidence'),

  /** Key ring `id:base64,id:base64`; 32 bytes each; the first encrypts, all decrypt. */
  SECRET_KEYS: z.string().min(1),
  /** Bearer token of POST /api/sync. Without it the route refuses every request. */
  SYNC_API_TOKEN: z.string().min(24).optional(),

  /** Prefilled in the wizard, and the only hosts that a connector may name (see TELEMESSAGE_ALLOWED_HOSTS). */
  TELEMESSAGE_HOST: z.string().min(1).default('sftp.telemessage.com'),
  TELEMESSAGE_PORT: port.default(22),
  TELEMESSAGE_FOLDER: z.string().startsWith('/').default('/outbox'),
  /** Comma-separated `host` or `host:port`; added to the one above. Keeps the wizard from reaching into the network. */
  TELEMESSAGE_ALLOWED_HOSTS: z.string().default(''),

  /** The mail server that alerts go through. Without it and a sender, they do not go by e-mail. */
  SMTP_HOST: z.string().min(1).optional(),
  SMTP_PORT: port.default(587),
  /** `starttls` is required then, not only tried; `none` is for a relay on this machine, and sends no password. */
  SMTP_SECURITY: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  SMTP_USER: z.string().min(1).optional(),
  SMTP_PASSWORD: z.string().min(1).optional(),
  /** `alerts@contoso.example`, or with a name: `Archive <alerts@contoso.example>`. */
  SMTP_FROM: z.string().includes('@').optional(),
  /** Comma-separated `host`, `host:port` or `*.domain` that webhooks may go to. Empty: none. */
  ALERT_WEBHOOK_HOSTS: z.string().default(''),
  /** The same for Teams: where Microsoft runs workflows. */
  ALERT_TEAMS_HOSTS: z.string().default('*.logic.azure.com,*.api.powerplatform.com'),
  /** Of these hosts, the ones that may have addresses inside a private network. */
  ALERT_PRIVATE_HOSTS: z.string().default(''),

  /** Downloaded packages on disk; may be emptied at any time. */
  SPOOL_DIR: z.string().min(1).default('.spool'),
  SPOOL_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1024 ** 2)
    .default(8 * 1024 ** 3),
  /** How long a request whose answer was lost may still take effect, and Graph's index to show it. */
  DELIVERY_SETTLE_MS: z.coerce.number().int().min(0).max(3_600_000).default(120_000),
  /** Mailboxes that one worker process delivers to at the same time. */
  WORKER_MAILBOXES: z.coerce.number().int().min(1).max(200).default(20),
  INLINE_WORKER: flag('0'),
})

/** Every variable that the app reads. `.env.example` and the manual are held against this list. */
export const VARIABLE_NAMES = Object.keys(environment.shape)

export type Environment = ReturnType<typeof parseEnvironment>

/**
 * Parses the environment of a process.
 * @throws {EnvironmentError} that names every variable which is missing or wrong, never its value.
 */
export function parseEnvironment(source: Record<string, string | undefined>) {
  const nonEmpty = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(nonEmpty)
  if (!parsed.success) throw new EnvironmentError(parsed.error.issues)
  const env = parsed.data
  const cloud = CLOUDS[env.M365_CLOUD]
  return {
    ...env,
    ENTRA_AUTHORITY: env.ENTRA_AUTHORITY ?? cloud.loginUrl,
    ENTRA_TOKEN_AUTHORITY: env.ENTRA_TOKEN_AUTHORITY ?? cloud.loginUrl,
    GRAPH_URL: env.GRAPH_URL ?? cloud.graphUrl,
  }
}

let cached: Environment | undefined

/** The environment of this process, parsed once. This file is the only reader of `process.env` in lib. */
export function readEnvironment(): Environment {
  cached ??= parseEnvironment(process.env)
  return cached
}

export class EnvironmentError extends Error {
  readonly code = 'environment_invalid'

  constructor(issues: readonly { path: PropertyKey[]; message: string }[]) {
    super(
      `The configuration is not complete:\n${issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`).join('\n')}`,
    )
    this.name = 'EnvironmentError'
  }
}
