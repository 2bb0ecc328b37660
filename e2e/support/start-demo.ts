import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findFreePorts } from '../../scripts/test-support/find-free-port.ts'
import { FACTS_VARIABLE, readDemo } from './demo.ts'

/** The launcher builds the app first when the runner has not. */
const START_TIMEOUT_MS = 10 * 60_000
const STOP_TIMEOUT_MS = 90_000
const POLL_MS = 200
const KEPT_OUTPUT_CHARS = 8_000
const PORTS = [
  'APP',
  'DATABASE',
  'STORAGE',
  'ENTRA',
  'ENTRA_TLS',
  'GRAPH',
  'SFTP',
  'CONTROL',
  'SMTP',
  'WEBHOOK',
]

/**
 * Starts the demo launcher as a user would, on ports of its own; after the tests, checks that it leaves nothing.
 *
 * @param _config what Playwright gives a global set-up.
 * @param options of the launcher, such as `--connected`.
 */
export default async function startDemo(
  _config?: unknown,
  options: readonly string[] = [],
): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'archive-e2e-'))
  const free = await findFreePorts(PORTS.length)
  const ports = Object.fromEntries(PORTS.map((name, index) => [`DEMO_${name}_PORT`, String(free[index])]))
  const launcher = spawn(
    process.execPath,
    [join(import.meta.dirname, '../../scripts/demo/main.ts'), ...options],
    {
      env: { ...process.env, ...ports, DATABASE_URL: '', SANDBOX_PACKAGES_DIR: '', DEMO_DATA_DIR: dataDir },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  for (const stream of [launcher.stdout, launcher.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-KEPT_OUTPUT_CHARS)
    })
  }
  const factsPath = join(dataDir, 'demo.json')
  const deadline = performance.now() + START_TIMEOUT_MS
  while (!existsSync(factsPath)) {
    if (launcher.exitCode !== null)
      throw new Error(`The demo ended with exit code ${launcher.exitCode}.\n${output}`)
    if (performance.now() > deadline) {
      launcher.kill('SIGTERM')
      throw new Error(`The demo was not ready in time.\n${output}`)
    }
    await wait(POLL_MS)
  }
  process.env[FACTS_VARIABLE] = factsPath
  const { pids } = readDemo()

  return async () => {
    if (launcher.exitCode !== null) throw new Error(`The demo ended during the tests.\n${output}`)
    launcher.kill('SIGTERM')
    await Promise.race([once(launcher, 'exit'), wait(STOP_TIMEOUT_MS, undefined, { ref: false })])
    const left = Object.entries(pids).filter(([, pid]) => isAlive(pid))
    if (left.length > 0)
      throw new Error(`The demo left processes behind: ${JSON.stringify(Object.fromEntries(left))}`)
    rmSync(dataDir, { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
