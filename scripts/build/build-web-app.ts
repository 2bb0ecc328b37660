import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from '../bootstrap/hold-lock.mjs'
import type { Supervisor } from '../processes/supervisor.ts'
import { compressFiles } from '../web/compress-files.ts'
import { fingerprintSources } from './source-fingerprint.ts'

/** The longest build seen on two busy cores took two minutes. */
const BUILD_TIMEOUT_MS = 15 * 60_000

/** The server that a build leaves, relative to the project. */
export const SERVER_PATH = '.next/standalone/server.js'

/**
 * Builds the web app unless the build at hand was made from the very same sources.
 *
 * @throws {ChildFailedError} with the compiler's output.
 */
export async function buildWebApp(
  projectDir: string,
  run: Supervisor['run'],
  options: { force?: boolean; onStart?: () => void } = {},
): Promise<{ built: boolean }> {
  // Not in .next: a build empties that.
  const bookkeeping = join(projectDir, 'node_modules/.cache/web-build')
  const stamp = join(bookkeeping, 'stamp')
  const isCurrent = (fingerprint: string) => !options.force && isBuilt(projectDir, stamp, fingerprint)
  // An installation that only runs what was built may not be able to write here.
  if (isCurrent(fingerprintSources(projectDir))) return { built: false }
  mkdirSync(bookkeeping, { recursive: true })
  const lock = { path: join(bookkeeping, 'lock'), timeoutMs: BUILD_TIMEOUT_MS, purpose: 'build' }
  return await withLock(lock, async () => {
    const fingerprint = fingerprintSources(projectDir)
    // Somebody else may have built it meanwhile.
    if (isCurrent(fingerprint)) return { built: false }
    options.onStart?.()
    rmSync(stamp, { force: true })
    await run(
      {
        name: 'The build of the web app',
        command: process.execPath,
        args: [join(projectDir, 'node_modules/next/dist/bin/next'), 'build'],
        cwd: projectDir,
        env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
        logPath: join(bookkeeping, 'build.log'),
      },
      { timeoutMs: BUILD_TIMEOUT_MS },
    )
    completeStandalone(projectDir)
    await compressFiles(join(projectDir, '.next/standalone/.next/static'))
    writeFileSync(stamp, fingerprint)
    return { built: true }
  })
}

function isBuilt(projectDir: string, stamp: string, fingerprint: string): boolean {
  return (
    existsSync(join(projectDir, SERVER_PATH)) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === fingerprint
  )
}

/** Next leaves these two out of the standalone folder, expecting a CDN to serve them. */
function completeStandalone(projectDir: string): void {
  if (!existsSync(join(projectDir, SERVER_PATH))) {
    throw new Error(
      `The build left no ${SERVER_PATH}. Check output and outputFileTracingRoot in next.config.js.`,
    )
  }
  for (const folder of ['.next/static', 'public']) {
    const from = join(projectDir, folder)
    const to = join(projectDir, '.next/standalone', folder)
    rmSync(to, { recursive: true, force: true })
    if (existsSync(from)) cpSync(from, to, { recursive: true })
  }
}
