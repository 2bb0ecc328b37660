import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks of /proc a second; the same on every Linux of today. */
const TICKS_PER_SECOND = 100

/** CPU of a process in ms, with that of the children that it waits for when `withChildren`. Linux only: it reads /proc. */
export function cpuMsOf(pid: number, options: { withChildren?: boolean } = {}): number {
  const pids = options.withChildren ? [pid, ...childrenOf(pid)] : [pid]
  return pids.reduce((sum, one) => sum + ownCpuMs(one), 0)
}

/** The most memory that a process has held since it began, or since `resetPeak`. */
export function peakRssMiBOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]) / 1024)
}

function ownCpuMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    // utime, stime, and those of children that have ended: fields 14 to 17 of proc(5).
    return (fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0) * 1000) / TICKS_PER_SECOND
  } catch {
    return 0
  }
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === pid)
    .map(Number)
}

function parentOf(pid: string): number {
  try {
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[1],
    )
  } catch {
    return 0
  }
}
