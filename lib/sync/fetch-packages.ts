import type { ClaimedRun, RunLedger } from './ledger-port.ts'
import type {
  EvidenceStore,
  Log,
  PackageFormat,
  PackageSpool,
  SiteFile,
  SiteSecrets,
  SourceSite,
} from './ports.ts'
import { SyncError } from './sync-error.ts'

export type FetchPorts = {
  runs: RunLedger
  site: SourceSite
  secrets: SiteSecrets
  packages: PackageFormat
  spool: PackageSpool
  evidence: EvidenceStore
  log: Log
}

/** TeleMessage starts a new ZIP at a size of its own; ten times the largest seen in practice, and it fits a spool. */
const LARGEST_PACKAGE_BYTES = 4 * 1024 ** 3
const CONNECT_TIMEOUT_MS = 60_000

/**
 * Brings the unseen packages of the site into Azure Storage, as they came, and into the ledger.
 *
 * A package that cannot be taken (still being uploaded, damaged, manifest that does not match) is listed in the run
 * with its reason and tried again by the next run. It stays on the site, and the others go on.
 *
 * @throws {SyncError} when the site cannot be used at all.
 */
export async function fetchPackages(ports: FetchPorts, run: ClaimedRun): Promise<void> {
  const known = await ports.runs.knownPackages(run)
  const session = await connect(ports, run)
  try {
    const files = await session.list()
    for (const file of files.filter(isPackage)) {
      if (known.has(packageKeyOf(file))) continue
      await takePackage(ports, run, session, file)
    }
  } finally {
    await session.close()
  }
}

/** How a listing is compared with the ledger. A package of the same name with another size or time is new. */
export function packageKeyOf(file: SiteFile): string {
  return `${file.name}|${file.sizeBytes}|${file.modifiedAt.getTime()}`
}

type Session = Extract<Awaited<ReturnType<SourceSite['connect']>>, { ok: true }>['session']

async function connect(ports: FetchPorts, run: ClaimedRun): Promise<Session> {
  const password = await ports.secrets.sitePassword(run.tenantId, run.connectorId)
  const answer = await ports.site.connect(
    { ...run.connector.site, password },
    AbortSignal.timeout(CONNECT_TIMEOUT_MS),
  )
  if (answer.ok) return answer.session
  throw new SyncError(`site-${answer.reason}`, `The TeleMessage site could not be used: ${answer.reason}.`, {
    isTransient: TRANSIENT_REFUSALS.has(answer.reason),
  })
}

const TRANSIENT_REFUSALS = new Set(['host-not-found', 'unreachable', 'timed-out'])

function isPackage(file: SiteFile): boolean {
  return /\.zip$/i.test(file.name)
}

async function takePackage(
  ports: FetchPorts,
  run: ClaimedRun,
  session: Session,
  file: SiteFile,
): Promise<void> {
  if (file.sizeBytes > LARGEST_PACKAGE_BYTES) {
    await ports.runs.refusePackage(run, { file, reason: 'too-large', detail: null })
    return
  }
  const temporaryPath = await ports.spool.temporaryPath()
  const written = await session.download(file.name, temporaryPath, LARGEST_PACKAGE_BYTES)
  const path = await ports.spool.keep(temporaryPath, written.sha256)
  const opened = await ports.packages.open(path)
  if (!opened.ok) {
    ports.log.warn({ runId: run.runId, package: file.name, reason: opened.reason }, 'package refused')
    await ports.runs.refusePackage(run, { file, reason: opened.reason, detail: opened.detail })
    return
  }
  await opened.package.close()
  const blobName = `${run.tenantId}/${run.connectorId}/${written.sha256}/${file.name}`
  await ports.evidence.put(blobName, path, written)
  await ports.runs.savePackage(run, { file, ...written, blobName })
  ports.log.info({ runId: run.runId, package: file.name, sizeBytes: written.sizeBytes }, 'package staged')
}
