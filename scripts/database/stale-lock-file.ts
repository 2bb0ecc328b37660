import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { readCommandLine } from '../processes/command-line.ts'

const STOP_TIMEOUT_MS = 20_000
const POLL_MS = 100

/**
 * PostgreSQL refuses to start when postmaster.pid names a living process, and in a restarted container that number
 * soon belongs to something else. A server that really still runs on this folder is stopped.
 */
export async function clearStaleLockFile(dataDir: string): Promise<void> {
  const path = join(dataDir, 'postmaster.pid')
  let pid: number
  try {
    pid = Number(readFileSync(path, 'utf8').split('\n')[0])
  } catch {
    return
  }
  if (!readCommandLine(pid).includes(dataDir)) {
    rmSync(path, { force: true })
    return
  }
  process.kill(pid, 'SIGINT')
  const deadline = performance.now() + STOP_TIMEOUT_MS
  while (readCommandLine(pid).includes(dataDir)) {
    if (performance.now() > deadline) {
      throw new Error(
        `PostgreSQL (process ${pid}) still runs on ${dataDir} and does not stop. End it, then try again.`,
      )
    }
    await wait(POLL_MS)
  }
}
