import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The command line of a process, its words separated by spaces; empty when there is no such process. */
export function readCommandLine(pid: number): string {
  if (!Number.isSafeInteger(pid) || pid <= 1) return ''
  try {
    // Slim container images have no `ps`.
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
    }
    return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}
