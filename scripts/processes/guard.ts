import { spawn } from 'node:child_process'
import { join } from 'node:path'

/** Sees to it that no process outlives this one, even when this one is killed and can do nothing any more. */
export type Guard = {
  watch(pid: number): void
  forget(pid: number): void
  /** Ends the guard itself. Only when nothing is left to watch. */
  close(): void
}

/**
 * Starts the guard: a process outside of our group that holds the other end of a pipe. The pipe closes when we end,
 * for whatever reason, and the guard then ends every process group that it was told of.
 */
export function startGuard(): Guard {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'guard-process.ts')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  // A guard that died is a lost precaution, no reason to stop.
  child.on('error', () => undefined)
  child.stdin.on('error', () => undefined)
  child.unref()
  return {
    watch: (pid) => child.stdin.write(`+${pid}\n`),
    forget: (pid) => child.stdin.write(`-${pid}\n`),
    close: () => child.kill('SIGKILL'),
  }
}
