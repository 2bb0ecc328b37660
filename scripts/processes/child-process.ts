import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Guard } from './guard.ts'

export type ChildSettings = {
  name: string
  command: string
  args: readonly string[]
  env: Record<string, string | undefined>
  cwd: string
  /** Standard output and error; begun anew at each start. */
  logPath: string
  /** What asks this program to end in good order. */
  stopSignal?: NodeJS.Signals
  /** How long it may take to end before it is killed. */
  stopTimeoutMs?: number
  uid?: number | undefined
  gid?: number | undefined
}

export type ChildExit = { code: number | null; signal: NodeJS.Signals | null }

export type RunningChild = {
  readonly name: string
  readonly pid: number
  readonly logPath: string
  /** Resolves when it has ended, however. */
  readonly exited: Promise<ChildExit>
  /** Ends it and resolves when it is gone. Safe to call again. */
  stop(): Promise<void>
}

const STOP_TIMEOUT_MS = 10_000

/**
 * Starts a program in a process group of its own: a Ctrl-C in the terminal then reaches the launcher alone, which
 * stops its children in an order that loses nothing. The guard ends the group should the launcher itself be killed.
 *
 * @throws {ChildStartError} when the program cannot be started at all.
 */
export async function startChild(settings: ChildSettings, guard: Guard): Promise<RunningChild> {
  mkdirSync(dirname(settings.logPath), { recursive: true })
  const log = openSync(settings.logPath, 'w')
  const child = spawn(settings.command, settings.args, {
    cwd: settings.cwd,
    env: settings.env as NodeJS.ProcessEnv,
    stdio: ['ignore', log, log],
    detached: true,
    ...(settings.uid === undefined ? {} : { uid: settings.uid }),
    ...(settings.gid === undefined ? {} : { gid: settings.gid }),
  })
  closeSync(log)
  const { pid } = child
  // Before anything else can happen to this process.
  if (pid !== undefined) guard.watch(pid)
  try {
    await once(child, 'spawn')
  } catch (cause) {
    throw new ChildStartError(settings.name, settings.command, cause)
  }
  if (pid === undefined) throw new ChildStartError(settings.name, settings.command, 'it got no process id')
  const exited = exitOf(child).finally(() => guard.forget(pid))
  let stopping: Promise<void> | undefined
  return {
    name: settings.name,
    pid,
    logPath: settings.logPath,
    exited,
    stop: () => {
      stopping ??= stopChild(pid, exited, settings)
      return stopping
    },
  }
}

export class ChildStartError extends Error {
  readonly code = 'child_not_started'

  constructor(name: string, command: string, cause: unknown) {
    super(`${name} could not be started (${command}): ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    })
    this.name = 'ChildStartError'
  }
}

async function exitOf(child: ChildProcess): Promise<ChildExit> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return { code: child.exitCode, signal: child.signalCode }
  }
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  return { code, signal }
}

async function stopChild(pid: number, exited: Promise<ChildExit>, settings: ChildSettings): Promise<void> {
  // To the program alone: PostgreSQL and Next tell their own children.
  signal(pid, settings.stopSignal ?? 'SIGTERM')
  const timer = setTimeout(() => signal(-pid, 'SIGKILL'), settings.stopTimeoutMs ?? STOP_TIMEOUT_MS)
  await exited
  clearTimeout(timer)
  // Whatever it left behind in its group.
  signal(-pid, 'SIGKILL')
}

function signal(target: number, name: NodeJS.Signals): void {
  try {
    process.kill(target, name)
  } catch (error) {
    // Gone already; macOS says EPERM of a group that has only a dead member left.
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'ESRCH' && code !== 'EPERM') throw error
  }
}
