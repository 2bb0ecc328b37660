import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import type { ChildSettings, RunningChild } from '../processes/child-process.ts'
import { waitUntilReady } from '../processes/wait-until-ready.ts'
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.ts'
import { clearStaleLockFile } from './stale-lock-file.ts'
import { chooseUnprivilegedAccount, type UnprivilegedAccount } from './unprivileged-account.ts'

export type EmbeddedPostgresSettings = {
  dataDir: string
  logPath: string
  port: number
  /** Of the superuser `postgres`. */
  password: string
  /** false: a crash may lose the data. Only for tests, which it makes several times faster. */
  durable: boolean
}

export type EmbeddedPostgres = {
  child: RunningChild
  /** The superuser's URL for the database `postgres`. */
  adminUrl: string
}

const INITDB_TIMEOUT_MS = 60_000
/** Recovery after a crash comes before the first connection. */
const START_TIMEOUT_MS = 60_000
const CONNECT_TIMEOUT_MS = 2_000

/** Starts PostgreSQL from the npm packages on 127.0.0.1, on a data folder that is made at the first start. */
export async function startEmbeddedPostgres(
  settings: EmbeddedPostgresSettings,
  start: (child: ChildSettings) => Promise<RunningChild>,
): Promise<EmbeddedPostgres> {
  const binaries = await findPostgresBinaries()
  mkdirSync(dirname(settings.dataDir), { recursive: true })
  const account = chooseUnprivilegedAccount([binaries.postgres, `${dirname(settings.dataDir)}/.`])
  if (existsSync(join(settings.dataDir, 'PG_VERSION'))) await clearStaleLockFile(settings.dataDir)
  else await initialise(settings, binaries, account)

  const child = await start({
    name: 'PostgreSQL',
    ...account.wrap(binaries.postgres, [
      ...['-D', settings.dataDir, '-p', String(settings.port)],
      ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      ...(settings.durable
        ? []
        : ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'synchronous_commit=off']),
    ]),
    env: serverEnvironment(),
    cwd: '/',
    logPath: settings.logPath,
    // "Fast shutdown": ends open sessions; SIGTERM would wait for them to leave.
    stopSignal: 'SIGINT',
    stopTimeoutMs: 20_000,
  })
  const adminUrl = `postgresql://postgres:${encodeURIComponent(settings.password)}@127.0.0.1:${settings.port}/postgres`
  await waitUntilReady(child, () => connects(adminUrl), { timeoutMs: START_TIMEOUT_MS })
  return { child, adminUrl }
}

/** Into a folder aside, renamed when complete: a start that dies half-way leaves nothing that looks like a database. */
async function initialise(
  { dataDir, password }: EmbeddedPostgresSettings,
  binaries: PostgresBinaries,
  account: UnprivilegedAccount,
): Promise<void> {
  const unfinished = `${dataDir}.unfinished`
  const passwordFile = `${dataDir}.password`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  try {
    account.own(unfinished)
    account.own(passwordFile)
    const { command, args, ...identity } = account.wrap(binaries.initdb, [
      ...['-D', unfinished, '--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      // The same collation on every machine, whatever locales it has.
      ...[
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-sync',
      ],
    ])
    await promisify(execFile)(command, args, {
      ...identity,
      cwd: '/',
      env: serverEnvironment() as NodeJS.ProcessEnv,
      timeout: INITDB_TIMEOUT_MS,
    })
    renameSync(unfinished, dataDir)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

async function connects(url: string): Promise<true> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  await client.connect()
  await client.end()
  return true
}

/** Without the user's PG* variables and locale. */
function serverEnvironment(): Record<string, string | undefined> {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
}
