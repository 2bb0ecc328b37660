import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '../database/embedded-postgres.ts'
import { ensureDatabase, withRole } from '../database/ensure-database.ts'
import { type Supervisor, startSupervisor } from '../processes/supervisor.ts'
import { findFreePort } from './find-free-port.ts'

export type TestServer = {
  /** A role that may create databases. */
  adminUrl: string
  ownerUrl: string
  appUrl: string
  /** A migrated database without rows; the tests get copies. */
  template: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer
  }
}

const PASSWORD = 'test-password'
const MIGRATE_TIMEOUT_MS = 60_000

/** Starts PostgreSQL for a test run, or takes the server of TEST_DATABASE_URL, and migrates one database there. */
export default async function startTestServer(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'archive-test-'))
  const supervisor = startSupervisor()
  const stop = async () => {
    await supervisor.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const adminUrl = process.env.TEST_DATABASE_URL ?? (await startOwnServer(folder, supervisor))
    const server = await makeTemplate(adminUrl, folder, supervisor)
    project.provide('testServer', server)
    return async () => {
      if (process.env.TEST_DATABASE_URL) await forget(server)
      await stop()
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function startOwnServer(folder: string, supervisor: Supervisor): Promise<string> {
  const { adminUrl } = await startEmbeddedPostgres(
    {
      dataDir: join(folder, 'postgres'),
      logPath: join(folder, 'postgres.log'),
      port: await findFreePort(),
      password: PASSWORD,
      durable: false,
    },
    supervisor.start,
  )
  return adminUrl
}

async function makeTemplate(adminUrl: string, folder: string, supervisor: Supervisor): Promise<TestServer> {
  const suffix = randomBytes(4).toString('hex')
  const template = `archive_template_${suffix}`
  // Roles belong to the server, not to a database: two runs on one server must not share them.
  const owner = `archive_owner_${suffix}`
  const ownerUrl = await ensureDatabase(adminUrl, { database: template, owner, password: PASSWORD })
  const appUrl = withRole(ownerUrl, `archive_app_${suffix}`, PASSWORD)
  // In a process of its own, whose end closes every connection: a template that anyone is connected to cannot be copied.
  await supervisor.run(
    {
      name: 'The migration of the test database',
      command: process.execPath,
      args: [join(import.meta.dirname, '../db-migrate.ts')],
      env: { PATH: process.env.PATH, DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: appUrl },
      cwd: join(import.meta.dirname, '../..'),
      logPath: join(folder, 'migrate.log'),
    },
    { timeoutMs: MIGRATE_TIMEOUT_MS },
  )
  return { adminUrl, ownerUrl, appUrl, template }
}

async function forget({ adminUrl, template, appUrl, ownerUrl }: TestServer): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 })
  await admin.connect()
  try {
    await admin.query(`drop database if exists ${pg.escapeIdentifier(template)} with (force)`)
    for (const url of [appUrl, ownerUrl]) {
      await admin.query(`drop role if exists ${pg.escapeIdentifier(new URL(url).username)}`)
    }
  } finally {
    await admin.end()
  }
}
