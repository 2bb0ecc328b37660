import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ChildSettings, RunningChild } from '../processes/child-process.ts'
import { waitUntilReady } from '../processes/wait-until-ready.ts'

export type AzuriteSettings = {
  dataDir: string
  logPath: string
  port: number
  projectDir: string
  /** Of the one account, base64. */
  accountKey: string
}

const ACCOUNT_NAME = 'archive'
const START_TIMEOUT_MS = 60_000
const REQUEST_TIMEOUT_MS = 2_000

/** Starts Microsoft's Azure Storage emulator, blobs only, and returns the connection string for it. */
export async function startAzurite(
  settings: AzuriteSettings,
  start: (child: ChildSettings) => Promise<RunningChild>,
): Promise<{ child: RunningChild; connectionString: string }> {
  mkdirSync(settings.dataDir, { recursive: true })
  const child = await start({
    name: 'Azurite',
    command: process.execPath,
    args: [
      join(settings.projectDir, 'node_modules/azurite/dist/src/blob/main.js'),
      ...['--location', settings.dataDir, '--blobHost', '127.0.0.1', '--blobPort', String(settings.port)],
      // The storage client speaks a newer protocol version than the emulator knows by name.
      ...['--skipApiVersionCheck', '--silent', '--disableTelemetry'],
    ],
    // An account of our own: with the emulator's well-known key, any program on the machine could read the evidence.
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      AZURITE_ACCOUNTS: `${ACCOUNT_NAME}:${settings.accountKey}`,
    },
    cwd: settings.dataDir,
    logPath: settings.logPath,
  })
  const url = `http://127.0.0.1:${settings.port}/${ACCOUNT_NAME}`
  await waitUntilReady(child, () => answers(url), { timeoutMs: START_TIMEOUT_MS })
  const connectionString = [
    'DefaultEndpointsProtocol=http',
    `AccountName=${ACCOUNT_NAME}`,
    `AccountKey=${settings.accountKey}`,
    `BlobEndpoint=${url};`,
  ].join(';')
  return { child, connectionString }
}

/** Any answer will do, a refusal too: it shows that requests are served. */
async function answers(url: string): Promise<true> {
  const response = await fetch(url, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) })
  await response.arrayBuffer()
  return true
}
