import { setTimeout as waitForTimer } from 'node:timers/promises'
import { packageKeyOf } from '#lib/domain/package-file.ts'
import type { ClaimedRun, RunLedger } from './ledger-port.ts'
import { listStablePackages } from './list-stable-packages.ts'
import { openSiteSessions, type SiteSessionPorts, type SiteSessions } from './open-site-sessions.ts'
import type { EvidenceStore, Log, PackageFormat, PackageSpool, SiteFile } from './ports.ts'

export type FetchPorts = SiteSessionPorts & {
  runs: RunLedger
  packages: PackageFormat
  spool: PackageSpool
  evidence: EvidenceStore
  log: Log
  /** Between the two listings that must agree on a package; 5,000 when not given. */
  listingIntervalMs?: number
  /** A timer when not given. */
  wait?: (timeMs: number) => Promise<unknown>
}

/** TeleMessage starts a new ZIP at a size of its own; ten times the largest seen in practice, and it fits a spool. */
const LARGEST_PACKAGE_BYTES = 4 * 1024 ** 3
/** An upload that moves at all writes within a second; SFTP tells times in whole seconds. */
const LISTING_INTERVAL_MS = 5_000

/**
 * Brings the unseen packages of the site into Azure Storage, as they came, and into the ledger.
 *
 * A package that cannot be taken (still being uploaded, cut off on the way, damaged, manifest that does not match) is
 * listed in the run with its reason, and the others go on. What arrived whole is kept as evidence even when it is refused.
 *
 * @throws {SyncError} when the site cannot be used at all, or not any more.
 */
export async function fetchPackages(ports: FetchPorts, run: ClaimedRun): Promise<void> {
  const known = await ports.runs.knownPackages(run)
  const sessions = await openSiteSessions(ports, run)
  try {
    const { stable, refused } = await listStablePackages({
      list: () => sessions.list(),
      isUnseen: (file) => !known.has(packageKeyOf(file)),
      wait: () => (ports.wait ?? waitForTimer)(ports.listingIntervalMs ?? LISTING_INTERVAL_MS),
    })
    for (const { file, reason } of refused) await refuse(ports, run, file, reason, null)
    for (const file of stable) await takePackage(ports, run, sessions, file)
  } finally {
    await sessions.close()
  }
}

async function takePackage(
  ports: FetchPorts,
  run: ClaimedRun,
  sessions: SiteSessions,
  file: SiteFile,
): Promise<void> {
  if (file.sizeBytes > LARGEST_PACKAGE_BYTES) {
    const detail = `The package has ${file.sizeBytes} bytes; ${LARGEST_PACKAGE_BYTES} are the limit.`
    await refuse(ports, run, file, 'too-large', detail)
    return
  }
  const temporaryPath = await ports.spool.temporaryPath()
  const written = await sessions.download(file, temporaryPath, LARGEST_PACKAGE_BYTES)
  if (!written.ok) {
    await refuse(ports, run, file, written.reason, written.detail)
    return
  }
  const { sizeBytes, sha256 } = written
  const path = await ports.spool.keep(temporaryPath, sha256)
  const opened = await ports.packages.open(path)
  if (opened.ok) await opened.package.close()
  const blobName = `${run.tenantId}/${run.connectorId}/${sha256}/${file.name}`
  await ports.evidence.put(blobName, path, { sizeBytes, sha256 })
  const refusal = opened.ok ? null : { reason: opened.reason, detail: opened.detail }
  await ports.runs.savePackage(run, { file, sizeBytes, sha256, blobName, refusal })
  const facts = { runId: run.runId, package: file.name, sizeBytes }
  if (refusal) ports.log.warn({ ...facts, reason: refusal.reason }, 'package kept and refused')
  else ports.log.info(facts, 'package staged')
}

async function refuse(
  ports: FetchPorts,
  run: ClaimedRun,
  file: SiteFile,
  reason: string,
  detail: string | null,
): Promise<void> {
  ports.log.warn({ runId: run.runId, package: file.name, reason }, 'package not taken')
  await ports.runs.refusePackage(run, { file, reason, detail })
}
