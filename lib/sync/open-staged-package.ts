import type { StagedPackage } from './ledger/run-ledger.ts'
import type { EvidenceStore } from './ports/evidence-store.ts'
import type { OpenPackage, PackageFormat } from './ports/package-format.ts'
import type { PackageSpool } from './ports/package-spool.ts'
import { SyncError } from './sync-error.ts'

export type StagedPackagePorts = { packages: PackageFormat; spool: PackageSpool; evidence: EvidenceStore }

/**
 * Opens a staged package from local disk, or brings it back from Azure Storage first: when the disk has forgotten it,
 * or has it damaged. Nothing here asks the site: it may have forgotten the package too.
 */
export async function openStagedPackage(
  ports: StagedPackagePorts,
  staged: StagedPackage,
): Promise<OpenPackage> {
  const spooledPath = await ports.spool.find(staged.sha256)
  if (spooledPath) {
    const spooled = await ports.packages.open(spooledPath)
    if (spooled.ok) return spooled.package
  }
  const opened = await ports.packages.open(await bringBack(ports, staged))
  if (opened.ok) return opened.package
  throw new SyncError(
    'staged-package-unreadable',
    `The staged package ${staged.name} does not open: ${opened.reason}.`,
    { isTransient: false },
  )
}

async function bringBack(ports: StagedPackagePorts, staged: StagedPackage): Promise<string> {
  const temporaryPath = await ports.spool.temporaryPath()
  await ports.evidence.fetch(staged.blobName, temporaryPath, staged.sha256)
  return ports.spool.keep(temporaryPath, staged.sha256)
}
