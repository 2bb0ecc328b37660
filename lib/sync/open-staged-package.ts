import type { StagedPackage } from './ledger-port.ts'
import type { EvidenceStore, OpenPackage, PackageFormat, PackageSpool } from './ports.ts'
import { SyncError } from './sync-error.ts'

export type StagedPackagePorts = { packages: PackageFormat; spool: PackageSpool; evidence: EvidenceStore }

/**
 * Opens a staged package from local disk, or brings it back from Azure Storage first. Nothing here asks the site:
 * it may have forgotten the package.
 */
export async function openStagedPackage(
  ports: StagedPackagePorts,
  staged: StagedPackage,
): Promise<OpenPackage> {
  const path = (await ports.spool.find(staged.sha256)) ?? (await bringBack(ports, staged))
  const opened = await ports.packages.open(path)
  if (opened.ok) return opened.package
  throw new SyncError(
    'staged-package-unreadable',
    `The staged package ${staged.name} does not open: ${opened.reason}.`,
    {
      isTransient: false,
    },
  )
}

async function bringBack(ports: StagedPackagePorts, staged: StagedPackage): Promise<string> {
  const temporaryPath = await ports.spool.temporaryPath()
  await ports.evidence.fetch(staged.blobName, temporaryPath, staged.sha256)
  return ports.spool.keep(temporaryPath, staged.sha256)
}
