import { setTimeout as wait } from 'node:timers/promises'
import { type Supervisor, startSupervisor } from './supervisor.ts'

const WIND_DOWN_MS = 1_000

export type CommandContext = {
  supervisor: Supervisor
  /** Aborted when the command is told to stop, or lost one of its children. */
  stopped: AbortSignal
  /** Called when the children are gone. */
  onEnd(cleanUp: () => void): void
}

/**
 * Runs the main function of a command that has children: they are gone when it returns, throws, is told to stop or
 * loses one of them. Sets the exit code; being told to stop is no failure.
 */
export async function runToStop(main: (context: CommandContext) => Promise<void>): Promise<void> {
  const told = new AbortController()
  // Ctrl-C comes more than once: from the terminal and from npm. Once is enough, and stopping is bounded anyway.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => told.abort())
  // Whoever read the output has gone; that is no reason to fall over.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const supervisor = startSupervisor()
  const cleanUps: (() => void)[] = []
  const interrupted = AbortSignal.any([told.signal, supervisor.failed])
  const running = main({ supervisor, stopped: interrupted, onEnd: (cleanUp) => cleanUps.push(cleanUp) })
  try {
    await Promise.race([running, abortion(interrupted)])
  } catch (error) {
    if (!told.signal.aborted) {
      process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
      process.exitCode = 1
    }
  }
  await supervisor.stop()
  // Its children are gone, so it soon ends too, and gives its locks back.
  await Promise.race([running.catch(() => undefined), wait(WIND_DOWN_MS)])
  for (const cleanUp of cleanUps) cleanUp()
  process.exit()
}

function abortion(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}
