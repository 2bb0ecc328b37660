import { setTimeout as waitForTimer } from 'node:timers/promises'
import { isPackageFile, packageKeyOf } from '#lib/domain/package-file.ts'
import type { ClaimedRun, RunLedger } from './ledger/run-ledger.ts'
import { openSiteSessions, type SiteSessionPorts, type SiteSessions } from './open-site-sessions.ts'
import type { EvidenceStore } from './ports/evidence-store.ts'
import type { Log } from './ports/log.ts'
import type { PackageFormat, PackageRefusal } from './ports/package-format.ts'
import type { PackageSpool } from './ports/package-spool.ts'
import type { SiteFile } from './ports/source-site.ts'
import { type DoubtfulPackage, settleDoubtfulPackages } from './settle-doubtful-packages.ts'

export type FetchPorts = SiteSessionPorts & {
  runs: RunLedger
  packages: PackageFormat
  spool: PackageSpool
  evidence: EvidenceStore
  log: Log
  /** Between the two listings that must agree on a file that is no package as it is; 5,000 when not given. */
  listingIntervalMs?: number
  /** A timer when not given. */
  wait?: (timeMs: number) => Promise<unknown>
}

/** TeleMessage starts a new ZIP at a size of its own; ten times the largest seen in practice, and it fits a spool. */
const LARGEST_PACKAGE_BYTES = 4 * 1024 ** 3
/** An upload that moves at all writes within a second; SFTP tells times in whole seconds. */
const LISTING_INTERVAL_MS = 5_000
/** What lies on the disk undecided. */
const MOST_DOUBTFUL_BYTES = LARGEST_PACKAGE_BYTES

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
  const settle = (doubtful: DoubtfulPackage[]) =>
    settleDoubtfulPackages(doubtful, {
      wait: () => (ports.wait ?? waitForTimer)(ports.listingIntervalMs ?? LISTING_INTERVAL_MS),
      list: () => sessions.list(),
      refuse: (doubted) => keep(ports, run, doubted),
      leave: async ({ file, temporaryPath }, reason) => {
        await ports.spool.discard(temporaryPath)
        await refuse(ports, run, file, reason, null)
      },
    })
  try {
    let doubtful: DoubtfulPackage[] = []
    for (const file of await sessions.list()) {
      if (!isPackageFile(file) || known.has(packageKeyOf(file))) continue
      const doubted = await takePackage(ports, run, sessions, file)
      if (doubted) doubtful.push(doubted)
      if (doubtful.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) < MOST_DOUBTFUL_BYTES) continue
      await settle(doubtful)
      doubtful = []
    }
    await settle(doubtful)
  } finally {
    await sessions.close()
  }
}

/** @returns what arrived and is no package as it is: whether it ever will be is seen later. */
async function takePackage(
  ports: FetchPorts,
  run: ClaimedRun,
  sessions: SiteSessions,
  file: SiteFile,
): Promise<DoubtfulPackage | null> {
  if (file.unfit) {
    await refuse(ports, run, file, file.unfit, null)
    return null
  }
  if (file.sizeBytes > LARGEST_PACKAGE_BYTES) {
    const detail = `The package has ${file.sizeBytes} bytes; ${LARGEST_PACKAGE_BYTES} are the limit.`
    await refuse(ports, run, file, 'too-large', detail)
    return null
  }
  const temporaryPath = await ports.spool.temporaryPath()
  const written = await sessions.download(file, temporaryPath, LARGEST_PACKAGE_BYTES)
  if (!written.ok) {
    await refuse(ports, run, file, written.reason, written.detail)
    return null
  }
  const { sizeBytes, sha256 } = written
  const opened = await ports.packages.open(temporaryPath)
  if (!opened.ok) return { file, temporaryPath, sizeBytes, sha256, refusal: opened }
  await opened.package.close()
  await keep(ports, run, { file, temporaryPath, sizeBytes, sha256, refusal: null })
  return null
}

/** Keeps it as it came, refused or not, and then writes it down: a row without its evidence could not be read again. */
async function keep(
  ports: FetchPorts,
  run: ClaimedRun,
  arrived: Omit<DoubtfulPackage, 'refusal'> & { refusal: PackageRefusal | null },
): Promise<void> {
  const { file, sizeBytes, sha256, refusal } = arrived
  const path = await ports.spool.keep(arrived.temporaryPath, sha256)
  const blobName = `${run.tenantId}/${run.connectorId}/${sha256}/${file.name}`
  await ports.evidence.put(blobName, path, { sizeBytes, sha256 })
  const reason = refusal && { reason: refusal.reason, detail: refusal.detail }
  await ports.runs.savePackage(run, { file, sizeBytes, sha256, blobName, refusal: reason })
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
