import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readCommandLine } from '../processes/command-line.ts'

/** Everything a demo keeps. A reset removes these names only, and only where a demo was: the folder may hold more. */
export type DemoPaths = ReturnType<typeof demoPaths>

export function demoPaths(dataDir: string) {
  return {
    facts: join(dataDir, 'demo.json'),
    secrets: join(dataDir, 'secrets.json'),
    launcherPid: join(dataDir, 'launcher.pid'),
    logs: join(dataDir, 'logs'),
    postgres: join(dataDir, 'postgres'),
    storage: join(dataDir, 'storage'),
    sandbox: join(dataDir, 'sandbox'),
    spool: join(dataDir, 'spool'),
  }
}

/**
 * Makes the folder and claims it for this process, after a reset when one is wanted.
 * @throws {DataFolderError} when another demo runs on it.
 */
export function claimDataFolder(dataDir: string, options: { reset: boolean }): DemoPaths {
  const paths = demoPaths(dataDir)
  // Others may pass: PostgreSQL runs as another account when this one is root. What is secret is so by its own mode.
  mkdirSync(dataDir, { recursive: true, mode: 0o755 })
  const isDemo = existsSync(paths.secrets) || existsSync(paths.launcherPid)
  claim(paths.launcherPid, dataDir)
  if (options.reset && isDemo) {
    const { launcherPid: _, ...erasable } = paths
    for (const path of Object.values(erasable)) rmSync(path, { recursive: true, force: true })
  }
  // Facts about a demo that has ended would be taken for this one's.
  rmSync(paths.facts, { force: true })
  return paths
}

export function releaseDataFolder(paths: DemoPaths): void {
  rmSync(paths.facts, { force: true })
  rmSync(paths.launcherPid, { force: true })
}

export class DataFolderError extends Error {
  readonly code = 'data_folder_unusable'

  constructor(message: string) {
    super(message)
    this.name = 'DataFolderError'
  }
}

function claim(path: string, dataDir: string): void {
  const owner = readPid(path)
  // The number alone proves nothing: after a restart of the machine it belongs to another program.
  if (
    owner !== undefined &&
    owner !== process.pid &&
    readCommandLine(owner).includes('scripts/demo/main.ts')
  ) {
    throw new DataFolderError(
      `A demo is running on ${dataDir} already (process ${owner}). Stop it, or set DEMO_DATA_DIR and the ports to start another.`,
    )
  }
  rmSync(path, { force: true })
  writeFileSync(path, String(process.pid), { flag: 'wx' })
}

function readPid(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
