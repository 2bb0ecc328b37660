// Entry of every npm script. Plain JavaScript without dependencies: on a fresh clone nothing else can run yet,
// and the machine's own Node may be 20 while the project needs 24.
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { generateDatabaseClient } from './bootstrap/generate-database-client.mjs'
import { withLock } from './bootstrap/hold-lock.mjs'
import { installDependencies, isInstalled } from './bootstrap/install-dependencies.mjs'
import { runToItsEnd } from './bootstrap/run-to-its-end.mjs'

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const OLDEST_NODE_MAJOR = 20
/** A cold install takes three minutes here; a slow line takes longer. */
const INSTALL_LOCK_TIMEOUT_MS = 30 * 60_000

/** What each npm script runs in Node 24, relative to the project. */
const COMMANDS = {
  demo: ['scripts/demo/main.ts'],
  test: ['scripts/test/main.ts'],
  check: ['scripts/test/main.ts', '--quick'],
  dev: ['node_modules/next/dist/bin/next', 'dev'],
  build: ['scripts/build/main.ts'],
  start: ['scripts/start.ts'],
  worker: ['lib/jobs/worker.ts'],
  sandbox: ['sandbox/main.ts'],
  'sandbox:package': ['sandbox/package-cli.ts'],
  'sandbox:generate': ['sandbox/generator/generate-cli.ts'],
  'db:migrate': ['scripts/db-migrate.ts'],
  pictures: ['node_modules/@playwright/test/cli.js', 'test', '--config', 'e2e/pictures.config.ts'],
  bench: ['scripts/bench.ts'],
  sim: ['scripts/sim/main.ts'],
  chaos: ['scripts/chaos/main.ts'],
  generate: [],
}

try {
  process.exitCode = await main(process.argv[2] ?? '', process.argv.slice(3))
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}

async function main(name, args) {
  const command = COMMANDS[name]
  if (!command) throw new Error(`Unknown command "${name}". Known: ${Object.keys(COMMANDS).join(', ')}.`)
  requireSupportedMachine()
  if (!isReady()) {
    const lock = {
      path: join(root, '.bootstrap.lock'),
      timeoutMs: INSTALL_LOCK_TIMEOUT_MS,
      purpose: 'set-up',
    }
    await withLock(lock, async () => {
      await installDependencies(root)
      await generateDatabaseClient(root)
    })
  }
  if (command.length === 0) return 0
  const [script, ...rest] = command
  if (!existsSync(join(root, script))) throw new Error(`"npm run ${name}" needs ${script}, which is missing.`)
  return await runToItsEnd(join(root, 'node_modules/.bin/node'), [join(root, script), ...rest, ...args], root)
}

function isReady() {
  return isInstalled(root) && generateDatabaseClient.isDone(root)
}

function requireSupportedMachine() {
  if (process.platform === 'win32') {
    throw new Error('Windows is not supported. Use Linux, macOS, or the Windows Subsystem for Linux.')
  }
  const major = Number(process.versions.node.split('.')[0])
  if (major < OLDEST_NODE_MAJOR) {
    throw new Error(`Node ${process.versions.node} is too old to install the project. Use Node 20 or newer.`)
  }
}
