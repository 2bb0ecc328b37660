import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { PgBoss } from 'pg-boss'
import type { ChannelKey } from '#lib/sync/ledger/alert-ledger.ts'
import type { UploadKey } from '#lib/sync/ledger/mapping-check-ledger.ts'
import type { SampleKey } from '#lib/sync/ledger/site-sample-ledger.ts'
import type { AlertSender } from '#lib/sync/ports/alert-sender.ts'
import type { Clock } from '#lib/sync/ports/clock.ts'
import type { Directory, GroupDirectory } from '#lib/sync/ports/directory.ts'
import type { EvidenceAccess } from '#lib/sync/ports/evidence-store.ts'
import type { ReadSiteKey, SiteCredential, SourceSite } from '#lib/sync/ports/source-site.ts'
import type { TenantAccess } from '#lib/sync/ports/tenant-access.ts'
import { createAlertSender } from './adapters/alerts/create-alert-sender.ts'
import type { MailServer } from './adapters/alerts/send-mail.ts'
import { EvidenceBlobStore } from './adapters/blob/evidence-blob-store.ts'
import { createAppTokenProvider } from './adapters/graph/app-token.ts'
import { createGraphAccess } from './adapters/graph/graph-access.ts'
import { GraphDirectory } from './adapters/graph/graph-directory.ts'
import { GraphMailboxWriter } from './adapters/graph/graph-mailbox-writer.ts'
import { limitConcurrency } from './adapters/graph/limit-concurrency.ts'
import { openGraph } from './adapters/graph/open-graph.ts'
import {
  type ClientCertificate,
  ClientCertificateError,
  readClientCertificate,
} from './adapters/graph/read-client-certificate.ts'
import { mimeMessageFormat } from './adapters/mime/message-format.ts'
import { createDiskSpool } from './adapters/spool/disk-spool.ts'
import { openScratch } from './adapters/spool/open-scratch.ts'
import { createZipPackageFormat } from './adapters/telemessage/package-zip.ts'
import { readPrivateKey } from './adapters/telemessage/read-private-key.ts'
import { createSftpSite } from './adapters/telemessage/sftp-site.ts'
import { createAlertLedger } from './db/alerts/alert-ledger.ts'
import { type Database, openDatabase } from './db/client.ts'
import { findSiteCredential } from './db/connector-secrets.ts'
import { createJobRequests } from './db/job-requests.ts'
import { createCheckLedger } from './db/ledger/check-ledger.ts'
import { createDeliveryLedger } from './db/ledger/delivery-ledger.ts'
import { createRunLedger } from './db/ledger/run-ledger.ts'
import { createWorkLedger } from './db/ledger/work-ledger.ts'
import { createMappingCheckLedger } from './db/mapping-check-ledger.ts'
import { openJobQueue } from './db/open-job-queue.ts'
import { createSampleLedger } from './db/sample-ledger.ts'
import { withTenant } from './db/with-tenant.ts'
import { hostEntries, isHostAllowed } from './domain/allowed-hosts.ts'
import { getConnectorType } from './domain/connector-catalog.ts'
import { systemClock } from './platform/clock.ts'
import { type Environment, readEnvironment } from './platform/env.ts'
import { createLogger, type Logger } from './platform/logger.ts'
import { openSecretBox, type SecretBox } from './platform/secret-box.ts'
import { openArchivedMessages } from './sync/archived-messages.ts'
import { cancelRun } from './sync/cancel-run.ts'
import type { CheckRunPorts } from './sync/check-folders.ts'
import type { MappingCheckPorts } from './sync/check-mapping-upload.ts'
import type { DeliverAlertsPorts } from './sync/deliver-alerts.ts'
import type { DeliverPorts } from './sync/deliver-mailbox.ts'
import type { CancelOutcome } from './sync/ledger/run-ledger.ts'
import { type PlanRedriveOutcome, planRedrive } from './sync/plan-redrive.ts'
import { type PlanRunOutcome, planRun } from './sync/plan-run.ts'
import { createProgressReporter } from './sync/report-progress.ts'
import type { SyncPorts } from './sync/run-sync.ts'
import type { SamplePorts } from './sync/sample-people.ts'
import { shareStagedPackages } from './sync/share-staged-packages.ts'
import { streamEntry } from './sync/stream-entry.ts'
import { SyncError } from './sync/sync-error.ts'
import type { TickPorts } from './sync/tick.ts'
import type { WatchPorts } from './sync/watch-alerts.ts'

/** A request that is still unanswered then counts as lost. Graph itself gives up after some 100 s. */
const GRAPH_TIMEOUT_MS = 110_000
const TOKEN_TIMEOUT_MS = 30_000
/** Somebody looks at a page meanwhile. */
const ACCESS_TIMEOUT_MS = 8_000
/** Keys of 100,000 messages are some 40 MB. */
const PARALLEL_LISTINGS = 2
const SITE_IDLE_TIMEOUT_MS = 60_000
const STORAGE_IDLE_TIMEOUT_MS = 60_000

export type Composition = {
  env: Environment
  log: Logger
  clock: Clock
  database: Database
  secretBox: SecretBox
  site: SourceSite
  directory: Directory & GroupDirectory
  tenantAccess: TenantAccess
  evidenceAccess: EvidenceAccess
  /** Null: the app has a secret only. */
  clientCertificateExpiresAt: Date | null
  readSiteKey: ReadSiteKey
  readOriginal(of: Parameters<typeof streamEntry>[1]): AsyncGenerator<Uint8Array>
  /** What the use cases of lib/sync take. */
  ports: SyncPorts &
    DeliverPorts &
    TickPorts &
    CheckRunPorts &
    MappingCheckPorts &
    SamplePorts &
    WatchPorts &
    DeliverAlertsPorts
  /** For a try that somebody waits for; what is in the outbox goes from the worker. */
  alertSender: AlertSender
  /** What the pages say of it; null: alerts do not go by e-mail. */
  mailServer: { host: string; from: string } | null
  requestAlerts(key: ChannelKey): Promise<void>
  planRun(request: Parameters<typeof planRun>[1]): Promise<PlanRunOutcome>
  cancelRun(request: Parameters<typeof cancelRun>[1]): Promise<CancelOutcome>
  planRedrive(request: Parameters<typeof planRedrive>[1]): Promise<PlanRedriveOutcome>
  requestMappingCheck(upload: UploadKey): Promise<void>
  requestSample(key: SampleKey): Promise<void>
  close(): Promise<void>
}

/** Puts the product together for one process. The only file that picks adapters. */
export function compose(env: Environment, processName: string): Composition {
  const log = createLogger({ level: env.LOG_LEVEL, name: processName })
  const clock = systemClock
  const statementTimeoutMs = env.DATABASE_STATEMENT_TIMEOUT_MS
  const database = openDatabase({
    url: env.DATABASE_URL,
    poolMax: env.DATABASE_POOL_MAX,
    statementTimeoutMs,
  })
  const secretBox = openSecretBox(env.SECRET_KEYS)
  const queue = openOnce(() =>
    openJobQueue({
      url: env.DATABASE_URL,
      role: 'sender',
      poolMax: 2,
      statementTimeoutMs,
      onError: (error) => log.warn({ error: String(error) }, 'job queue'),
    }),
  )
  const clientCertificate = readCertificateOf(env)
  const appCredentials = {
    tenantId: env.ENTRA_TENANT_ID,
    clientId: env.ENTRA_CLIENT_ID,
    clientSecret: env.ENTRA_CLIENT_SECRET,
    clientCertificate,
    tokenAuthority: env.ENTRA_TOKEN_AUTHORITY,
    graphUrl: env.GRAPH_URL,
  }
  const graph = openGraph({
    graphUrl: env.GRAPH_URL,
    isBatching: env.GRAPH_BATCHING,
    nowMs: () => performance.now(),
    requestTimeoutMs: GRAPH_TIMEOUT_MS,
    tokenProvider: createAppTokenProvider({ ...appCredentials, requestTimeoutMs: TOKEN_TIMEOUT_MS }),
  })
  const site = createSftpSite({
    allowedHosts: (host, port) => isHostAllowed(env, host, port),
    requestTimeoutMs: SITE_IDLE_TIMEOUT_MS,
  })
  const runs = createRunLedger(database)
  const packages = createZipPackageFormat()
  const spool = createDiskSpool({
    directory: resolve(env.SPOOL_DIR),
    maxBytes: env.SPOOL_MAX_BYTES,
    now: clock.now,
  })
  const evidence = new EvidenceBlobStore({
    connectionString: env.AZURE_STORAGE_CONNECTION_STRING,
    container: env.AZURE_STORAGE_CONTAINER,
    idleTimeoutMs: STORAGE_IDLE_TIMEOUT_MS,
  })
  const stagedPackages = shareStagedPackages({ packages, spool, evidence })
  const jobs = createJobRequests(queue.open)
  const mailServer = mailServerOf(env)
  const privateHosts = hostEntries(env.ALERT_PRIVATE_HOSTS)
  const alertSender = createAlertSender({
    appUrl: env.NEXTAUTH_URL,
    mailServer,
    webhooks: { hosts: hostEntries(env.ALERT_WEBHOOK_HOSTS), privateHosts },
    teams: { hosts: hostEntries(env.ALERT_TEAMS_HOSTS), privateHosts },
    now: clock.now,
  })
  const directory = new GraphDirectory(graph.graph)
  const ports: Composition['ports'] = {
    clock,
    log,
    newId: randomUUID,
    jobs,
    mappingCheckJobs: jobs,
    sampleJobs: jobs,
    alertJobs: jobs,
    alerts: createAlertLedger(database, secretBox),
    alertSender,
    runs,
    deliveries: createDeliveryLedger(database),
    work: createWorkLedger(database),
    checks: createCheckLedger(database),
    inListingTurn: limitConcurrency(PARALLEL_LISTINGS),
    mappingChecks: createMappingCheckLedger(database),
    samples: createSampleLedger(database),
    site,
    packages,
    messages: mimeMessageFormat,
    spool,
    evidence,
    stagedPackages,
    archive: openArchivedMessages({
      packages: stagedPackages,
      messages: mimeMessageFormat,
      scratchDirectory: openScratch(resolve(env.SPOOL_DIR)),
    }),
    progress: createProgressReporter({ runs, clock }),
    directory,
    groups: directory,
    mailboxes: new GraphMailboxWriter(graph),
    connectorTypes: { get: getConnectorType },
    settleMs: env.DELIVERY_SETTLE_MS,
    secrets: {
      siteCredential: (tenantId, connectorId) =>
        readSiteCredential(database, secretBox, { tenantId, connectorId }),
    },
  }
  return {
    env,
    log,
    clock,
    database,
    secretBox,
    site,
    directory,
    tenantAccess: createGraphAccess({ ...appCredentials, requestTimeoutMs: ACCESS_TIMEOUT_MS }),
    evidenceAccess: evidence,
    clientCertificateExpiresAt: clientCertificate?.expiresAt ?? null,
    readSiteKey: readPrivateKey,
    readOriginal: (of) => streamEntry(stagedPackages, of),
    ports,
    planRun: (request) => planRun(ports, request),
    cancelRun: (request) => cancelRun(ports, request),
    planRedrive: (request) => planRedrive(ports, request),
    requestMappingCheck: (upload) => jobs.checkMapping(upload),
    requestSample: (key) => jobs.samplePeople(key),
    alertSender,
    mailServer: mailServer && { host: mailServer.host, from: mailServer.from },
    requestAlerts: (key) => jobs.deliverAlerts(key),
    async close() {
      await queue.close()
      await stagedPackages.close()
      await database.$disconnect()
    },
  }
}

/** @throws {ClientCertificateError} at the start of a process, rather than at its first request. */
function readCertificateOf(env: Environment): ClientCertificate | null {
  const { ENTRA_CLIENT_CERTIFICATE: pem, ENTRA_CLIENT_CERTIFICATE_FILE: path } = env
  if (pem !== undefined) return readClientCertificate(pem)
  if (path === undefined) return null
  try {
    return readClientCertificate(readFileSync(path, 'utf8'))
  } catch (error) {
    if (error instanceof ClientCertificateError) throw error
    throw new ClientCertificateError('The file of ENTRA_CLIENT_CERTIFICATE_FILE cannot be read.')
  }
}

/** Null without a host or a sender: then no mail can be sent. */
function mailServerOf(env: Environment): MailServer | null {
  const { SMTP_HOST: host, SMTP_FROM: from, SMTP_USER: user, SMTP_PASSWORD: password } = env
  if (host === undefined || from === undefined) return null
  const login = user !== undefined && password !== undefined ? { user, password } : null
  return { host, port: env.SMTP_PORT, security: env.SMTP_SECURITY, login, from }
}

const shared = globalThis as { archiveComposition?: Composition }

/** The composition of the web process. Kept on globalThis: a development server loads this module again and again. */
export function composition(): Composition {
  shared.archiveComposition ??= compose(readEnvironment(), 'web')
  return shared.archiveComposition
}

async function readSiteCredential(
  database: Database,
  secretBox: SecretBox,
  owner: { tenantId: string; connectorId: string },
): Promise<SiteCredential> {
  const credential = await withTenant(database, owner.tenantId, (tx) =>
    findSiteCredential(tx, secretBox, owner),
  )
  if (credential) return credential
  throw new SyncError('site-password-missing', 'The connector has no password and no key for its site.', {
    isTransient: false,
  })
}

/** Opens at the first use. A failed opening is forgotten, so that the next use tries again. */
function openOnce(open: () => Promise<PgBoss>) {
  let opening: Promise<PgBoss> | null = null
  return {
    open(): Promise<PgBoss> {
      opening ??= open().catch((error: unknown) => {
        opening = null
        throw error
      })
      return opening
    },
    async close(): Promise<void> {
      const queue = await opening?.catch(() => null)
      await queue?.stop({ graceful: false })
    },
  }
}
