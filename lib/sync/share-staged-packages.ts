import type { StagedPackage } from './ledger/run-ledger.ts'
import { openStagedPackage, type StagedPackagePorts } from './open-staged-package.ts'
import type { OpenPackage } from './ports/package-format.ts'

/** Staged packages, opened once for all who read from them at about the same time. */
export type SharedPackages = {
  /** Keeps the package open until `work` has ended. */
  use<T>(staged: StagedPackage, work: (opened: OpenPackage) => Promise<T>): Promise<T>
  close(): Promise<void>
}

type Shared = { opening: Promise<OpenPackage>; users: number; entries: number }

/**
 * Entries of idle packages that stay in memory: some 300 bytes each. The package used last always stays, or a package
 * larger than this would have its directory read once for every mailbox (20,000 entries: 60 ms, and two hundred mailboxes).
 */
const MOST_IDLE_ENTRIES = 100_000

/** Opening reads and checks a package's whole directory, so the mailboxes of a run share it. */
export function shareStagedPackages(ports: StagedPackagePorts): SharedPackages {
  /** In the order of last use. By hash: a database that is restored from a backup gives out the same ids for other packages. */
  const packages = new Map<string, Shared>()

  async function open(staged: StagedPackage): Promise<OpenPackage> {
    const known = packages.get(staged.sha256)
    const shared = known ?? { opening: openStagedPackage(ports, staged), users: 0, entries: 0 }
    shared.users += 1
    packages.delete(staged.sha256)
    packages.set(staged.sha256, shared)
    try {
      const opened = await shared.opening
      shared.entries = opened.entries.length
      return opened
    } catch (error) {
      // The next reader tries anew: the spool may be back, or Azure Storage.
      if (packages.get(staged.sha256) === shared) packages.delete(staged.sha256)
      throw error
    }
  }

  async function leave(staged: StagedPackage): Promise<void> {
    const shared = packages.get(staged.sha256)
    if (shared) shared.users -= 1
    const idle = [...packages].filter(([, one]) => one.users === 0).reverse()
    let kept = 0
    for (const [position, [sha256, one]] of idle.entries()) {
      kept += one.entries
      if (position === 0 || kept <= MOST_IDLE_ENTRIES) continue
      packages.delete(sha256)
      await closeQuietly(one)
    }
  }

  return {
    async use(staged, work) {
      const opened = await open(staged)
      try {
        return await work(opened)
      } finally {
        await leave(staged)
      }
    },
    async close() {
      const all = [...packages.values()]
      packages.clear()
      for (const one of all) await closeQuietly(one)
    },
  }
}

/** It was only read from: nothing can be lost by a close that fails. */
async function closeQuietly(shared: Shared): Promise<void> {
  await shared.opening.then((opened) => opened.close()).catch(() => undefined)
}
