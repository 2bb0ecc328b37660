import { join } from 'node:path'
import type { RunningChild } from '../processes/child-process.ts'
import type { Supervisor } from '../processes/supervisor.ts'

/** Longer than the worker's own limit, within which it finishes the requests that it has sent to mailboxes. */
const STOP_TIMEOUT_MS = 25_000

/** Starts the worker. It says nothing when it is ready: work waits in the queue, and its end stops the demo. */
export async function startWorker(
  options: { projectDir: string; logPath: string; env: Record<string, string | undefined> },
  start: Supervisor['start'],
): Promise<RunningChild> {
  return await start({
    name: 'The worker',
    command: process.execPath,
    args: [join(options.projectDir, 'lib/jobs/worker.ts')],
    env: options.env,
    cwd: options.projectDir,
    logPath: options.logPath,
    stopTimeoutMs: STOP_TIMEOUT_MS,
  })
}
