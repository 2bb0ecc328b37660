import { join } from 'node:path'
import type { RunningChild } from '../processes/child-process.ts'
import type { Supervisor } from '../processes/supervisor.ts'
import { waitUntilReady } from '../processes/wait-until-ready.ts'

const START_TIMEOUT_MS = 60_000
const REQUEST_TIMEOUT_MS = 10_000

/** Starts the built web app and waits until it serves. */
export async function startWeb(
  options: { projectDir: string; logPath: string; port: number; env: Record<string, string | undefined> },
  start: Supervisor['start'],
): Promise<RunningChild> {
  const child = await start({
    name: 'The web app',
    command: process.execPath,
    args: [join(options.projectDir, 'scripts/web/main.ts')],
    env: { ...options.env, PORT: String(options.port), HOSTNAME: '127.0.0.1' },
    cwd: options.projectDir,
    logPath: options.logPath,
  })
  await waitUntilReady(child, () => isHealthy(`http://127.0.0.1:${options.port}/api/health`), {
    timeoutMs: START_TIMEOUT_MS,
  })
  return child
}

async function isHealthy(url: string): Promise<true | undefined> {
  const response = await fetch(url, { signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS), redirect: 'manual' })
  await response.arrayBuffer()
  return response.ok ? true : undefined
}
