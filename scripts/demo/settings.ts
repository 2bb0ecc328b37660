import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type DemoPorts, readPorts } from './ports.ts'

export type DemoSettings = {
  projectDir: string
  /** Where all state lies. */
  dataDir: string
  /** Forget everything first. */
  reset: boolean
  /** Begin with a connector, and its first sync. */
  connected: boolean
  ports: DemoPorts
  /** The owner of a database of the user's own; undefined: embedded PostgreSQL. */
  databaseUrl: string | undefined
  /** The user's own packages; undefined: the sandbox makes a sample day. */
  packagesDir: string | undefined
}

/** @throws {DemoSettingsError} that says which option or variable is wrong. */
export function readDemoSettings(
  args: readonly string[],
  env: Record<string, string | undefined>,
): DemoSettings {
  const unknown = args.find((arg) => arg !== '--reset' && arg !== '--connected')
  if (unknown) throw new DemoSettingsError(`Unknown option ${unknown}. Known: --reset, --connected.`)
  const projectDir = resolve(import.meta.dirname, '../..')
  // npm changes into the project's folder; a relative path means the folder that the user is in.
  const userDir = env.INIT_CWD || process.cwd()
  const packagesDir = env.SANDBOX_PACKAGES_DIR ? resolve(userDir, env.SANDBOX_PACKAGES_DIR) : undefined
  if (packagesDir && !existsSync(packagesDir)) {
    throw new DemoSettingsError(`SANDBOX_PACKAGES_DIR is ${packagesDir}, which does not exist.`)
  }
  const databaseUrl = env.DATABASE_URL || undefined
  if (databaseUrl && !/^postgres(ql)?:\/\/[^/]+@/.test(databaseUrl)) {
    throw new DemoSettingsError('DATABASE_URL must be postgresql://user:password@host:port/database.')
  }
  return {
    projectDir,
    dataDir: env.DEMO_DATA_DIR ? resolve(userDir, env.DEMO_DATA_DIR) : join(projectDir, '.demo'),
    reset: args.includes('--reset'),
    connected: args.includes('--connected'),
    ports: readPorts(env),
    databaseUrl,
    packagesDir,
  }
}

export class DemoSettingsError extends Error {
  readonly code = 'demo_settings_invalid'

  constructor(message: string) {
    super(message)
    this.name = 'DemoSettingsError'
  }
}
