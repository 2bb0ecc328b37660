import { type ChildSettings, type RunningChild, startChild } from './child-process.ts'
import { startGuard } from './guard.ts'
import { readLogTail } from './log-tail.ts'
import { describeExit } from './wait-until-ready.ts'

/** Children that live and end together. */
export type Supervisor = {
  /** Starts a program that is to run until it is stopped. */
  start(settings: ChildSettings): Promise<RunningChild>
  /**
   * Runs a program to its end.
   * @throws {ChildFailedError} with its last output, when it fails or takes too long.
   */
  run(settings: ChildSettings, options: { timeoutMs: number }): Promise<void>
  /** Aborted when a program of `start` ended without being asked to; the reason says which, with its last output. */
  readonly failed: AbortSignal
  /** Stops all, the last started first. Always ends: every stop is bounded. */
  stop(): Promise<void>
}

export class ChildFailedError extends Error {
  readonly code = 'child_failed'

  constructor(child: RunningChild, what: string) {
    super(`${child.name} ${what}. Its last output (${child.logPath}):\n${readLogTail(child.logPath)}`)
    this.name = 'ChildFailedError'
  }
}

export function startSupervisor(): Supervisor {
  const guard = startGuard()
  const failure = new AbortController()
  const children = new Set<RunningChild>()
  let stopping: Promise<void> | undefined

  const begin = async (settings: ChildSettings): Promise<RunningChild> => {
    if (stopping) throw new Error(`${settings.name} is not started: everything is being stopped.`)
    const child = await startChild(settings, guard)
    children.add(child)
    // It was being spawned while the others were being stopped.
    if (stopping) await child.stop()
    return child
  }

  return {
    failed: failure.signal,
    start: async (settings) => {
      const child = await begin(settings)
      void child.exited.then((exit) => {
        if (!stopping) failure.abort(new ChildFailedError(child, describeExit(exit)))
      })
      return child
    },
    run: async (settings, { timeoutMs }) => {
      const child = await begin(settings)
      let timedOut = false
      const timer = setTimeout(() => {
        timedOut = true
        void child.stop()
      }, timeoutMs)
      const exit = await child.exited
      clearTimeout(timer)
      children.delete(child)
      if (timedOut) throw new ChildFailedError(child, `took longer than ${Math.round(timeoutMs / 1000)} s`)
      if (exit.code !== 0) throw new ChildFailedError(child, describeExit(exit))
    },
    stop: () => {
      stopping ??= stopAll([...children]).finally(() => guard.close())
      return stopping
    },
  }
}

/** In reverse: a worker that ends in good order still needs its database. */
async function stopAll(children: RunningChild[]): Promise<void> {
  for (const child of children.reverse()) await child.stop()
}
