import type { Installation } from '../installation/start-installation.ts'
import type { RunningChild } from '../processes/child-process.ts'

/** The workers of a world, by number. */
export type Workers = {
  /** Kills one in the middle of whatever it does. Frozen ones are left alone. */
  kill(number: number): Promise<void>
  /** Starts those that do not run. */
  revive(): Promise<void>
  /**
   * Stops every one of them in the middle of whatever it does, as a machine that is suspended, and starts one more, which
   * takes over. @returns how they wake up again, and find themselves replaced.
   */
  freeze(): Promise<() => Promise<void>>
  stop(): Promise<void>
}

/** @param variables by the worker's name. */
export async function openWorkers(
  installation: Installation,
  options: { count: number; variables: (name: string) => Record<string, string> },
): Promise<Workers> {
  const running = new Map<number, RunningChild>()
  const frozen = new Set<RunningChild>()
  let starts = 0

  function startOne(place: string): Promise<RunningChild> {
    starts += 1
    const name = `${place}-${starts}`
    return installation.startWorker(name, options.variables(name))
  }

  async function revive(): Promise<void> {
    for (let number = 0; number < options.count; number += 1)
      if (!running.has(number)) running.set(number, await startOne(String(number)))
  }

  async function kill(worker: RunningChild): Promise<void> {
    process.kill(worker.pid, 'SIGKILL')
    await worker.exited
  }

  await revive()
  return {
    async kill(number) {
      const worker = running.get(number)
      if (!worker || frozen.has(worker)) return
      running.delete(number)
      await kill(worker)
    },
    revive,
    async freeze() {
      const sleepers = [...running.values()].filter((worker) => !frozen.has(worker))
      for (const worker of sleepers) {
        frozen.add(worker)
        process.kill(worker.pid, 'SIGSTOP')
      }
      const spare = await startOne('spare')
      return async () => {
        for (const worker of sleepers) {
          process.kill(worker.pid, 'SIGCONT')
          frozen.delete(worker)
        }
        await kill(spare)
      }
    },
    async stop() {
      for (const worker of frozen) process.kill(worker.pid, 'SIGCONT')
      await Promise.all([...running.values()].map((worker) => worker.stop()))
      running.clear()
    },
  }
}
