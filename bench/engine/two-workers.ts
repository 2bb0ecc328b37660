import type { Figure } from '#scripts/bench.ts'
import type { Installation } from '#scripts/installation/start-installation.ts'
import type { RunningChild } from '#scripts/processes/child-process.ts'
import { roundFigure } from '../round-figure.ts'
import { cpuMsOf } from './process-usage.ts'
import { addPeople, requireAll, runLoad } from './run-load.ts'

const MAILBOXES = 40
/** Long enough that two workers, Graph's stand-in and the database have the processor to spare: what is waited for is Graph. */
const LATENCY_MS = 400
const MESSAGE_BYTES = 10_000

/** What a second worker brings where Graph is what is waited for, and what it costs in CPU of both together. */
export async function measureTwoWorkers({
  installation,
  worker,
  quick,
}: {
  installation: Installation
  worker: RunningChild
  quick: boolean
}): Promise<Record<string, Figure>> {
  await addPeople(installation, MAILBOXES)
  const messagesEach = quick ? 40 : 100
  const count = MAILBOXES * messagesEach
  const deliver = async (seed: number, pids: readonly number[]) => {
    const cpuBefore = sumOf(pids.map((pid) => cpuMsOf(pid)))
    const load = {
      name: `workers-${pids.length}`,
      mailboxes: MAILBOXES,
      messagesEach,
      messageBytes: MESSAGE_BYTES,
      seed,
    }
    const result = await runLoad(installation, load, { knobs: { latencyMs: LATENCY_MS } })
    requireAll(result, count)
    return { deliveryMs: result.deliveryMs, cpuMs: sumOf(pids.map((pid) => cpuMsOf(pid))) - cpuBefore }
  }
  const one = await deliver(701, [worker.pid])
  const second = await installation.startWorker('2')
  try {
    // The first messages of a process are compiled as they come.
    await deliver(702, [worker.pid, second.pid])
    const two = await deliver(703, [worker.pid, second.pid])
    return {
      twoWorkersSpeedup: roundFigure(one.deliveryMs / two.deliveryMs),
      twoWorkersCpuRatio: roundFigure(two.cpuMs / one.cpuMs),
    }
  } finally {
    await second.stop()
  }
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}
