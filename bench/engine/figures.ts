import type { Figure } from '#scripts/bench.ts'
import type { Installation } from '#scripts/installation/start-installation.ts'
import type { RunningChild } from '#scripts/processes/child-process.ts'
import { cpuMsOf, peakRssMiBOf } from './process-usage.ts'
import { addPeople, runLoad } from './run-load.ts'

export type EngineBench = { installation: Installation; worker: RunningChild; quick: boolean; soak: boolean }

type Measure = (bench: EngineBench) => Promise<Record<string, Figure>>

const MESSAGE_BYTES = 10_000
const LATENCY_MS = 50
/** Graph's requests at a time for one mailbox. */
const CONCURRENCY = 4

/** Each group of figures, by the name that `--only` takes. */
export const ENGINE_FIGURES: Record<string, Measure> = {
  ceiling: async ({ installation, quick }) => {
    await addPeople(installation, 10)
    const messagesEach = quick ? 200 : 500
    const shareOf = async (mailboxes: number) => {
      const load = {
        name: `ceiling-${mailboxes}`,
        mailboxes,
        messagesEach,
        messageBytes: MESSAGE_BYTES,
        seed: mailboxes,
      }
      const result = await runLoad(installation, load, { knobs: { latencyMs: LATENCY_MS } })
      requireAll(result, mailboxes * messagesEach)
      const ceilingMs = (mailboxes * messagesEach * LATENCY_MS) / (CONCURRENCY * mailboxes)
      return rounded(ceilingMs / result.deliveryMs)
    }
    // The first messages of a process are compiled as they come.
    await shareOf(3)
    const one = await shareOf(1)
    const ten = await shareOf(10)
    return { oneMailboxShareOfCeiling: one, tenMailboxesShareOfCeiling: ten }
  },

  ingest: async ({ installation, worker, quick }) => {
    const mailboxes = 100
    await addPeople(installation, mailboxes)
    const count = quick ? 4_000 : 20_000
    const load = {
      name: 'ingest',
      mailboxes,
      messagesEach: count / mailboxes,
      messageBytes: MESSAGE_BYTES,
      seed: 77,
    }
    const cpuBefore = cpuMsOf(worker.pid)
    const result = await runLoad(installation, load)
    requireAll(result, count)
    return {
      ingestPerSecond: Math.round(count / (result.ingestMs / 1000)),
      deliveredPerSecond: Math.round(count / (result.deliveryMs / 1000)),
      graphCallsPerDelivery: rounded(result.graphRequests / count),
      workerCpuMsPerItem: rounded((cpuMsOf(worker.pid) - cpuBefore) / count),
      peakRssMiB: { ingest: peakRssMiBOf(worker.pid) },
    }
  },
}

/** A figure of a run that lost or doubled something is worth nothing. */
function requireAll(
  result: { imported: number; messagesCreated: number; state: string },
  count: number,
): void {
  if (result.imported !== count || result.messagesCreated !== count) {
    throw new Error(
      `Of ${count} messages ${result.imported} were imported and ${result.messagesCreated} created.`,
    )
  }
}

function rounded(value: number): number {
  return Number(value.toFixed(3))
}
