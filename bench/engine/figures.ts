import PostalMime from 'postal-mime'
import type { Figure } from '#scripts/bench.ts'
import type { Installation } from '#scripts/installation/start-installation.ts'
import type { RunningChild } from '#scripts/processes/child-process.ts'
import { roundFigure } from '../round-figure.ts'
import { countInMailboxes } from './count-in-mailboxes.ts'
import { measureLargeLedger } from './large-ledger.ts'
import { measureMemory } from './memory.ts'
import { cpuMsOf, peakRssMiBOf } from './process-usage.ts'
import { measureRestoredLedger } from './restored-ledger.ts'
import { addPeople, requireAll, runLoad } from './run-load.ts'
import { measureTwoWorkers } from './two-workers.ts'
import { type Load, messageOf } from './write-load.ts'

export type EngineBench = {
  installation: Installation
  worker: RunningChild
  quick: boolean
  soak: boolean
  /** Stops the worker and starts another, whose memory and CPU are those of what follows. */
  freshWorker(): Promise<RunningChild>
  /** A second installation beside the first one. */
  startOther(): Promise<{ installation: Installation; worker: RunningChild; stop(): Promise<void> }>
}

type Measure = (bench: EngineBench) => Promise<Record<string, Figure>>

const MESSAGE_BYTES = 10_000
const LATENCY_MS = 50
/** Graph's requests at a time for one mailbox. */
const CONCURRENCY = 4
const FAULTY_MAILBOXES = 10
/** Longer than any late effect of the bench's faults; the product's own default is two minutes. */
export const BENCH_SETTLE_MS = 3_000

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
      return roundFigure(ceilingMs / result.deliveryMs)
    }
    // The first messages of a process are compiled as they come.
    await shareOf(3)
    const one = await shareOf(1)
    const ten = await shareOf(10)
    return { oneMailboxShareOfCeiling: one, tenMailboxesShareOfCeiling: ten }
  },

  faults: async ({ installation, quick }) => {
    await addPeople(installation, FAULTY_MAILBOXES)
    const messagesEach = quick ? 100 : 500
    const loadOf = (name: string, seed: number): Load => ({
      name,
      mailboxes: FAULTY_MAILBOXES,
      messagesEach,
      messageBytes: MESSAGE_BYTES,
      seed,
    })
    const clean = await runLoad(installation, loadOf('clean', 500), { knobs: { latencyMs: LATENCY_MS } })
    requireAll(clean, FAULTY_MAILBOXES * messagesEach)
    const total = { lost: 0, doubled: 0, shares: [] as number[] }
    for (const seed of quick ? [501] : [501, 502, 503]) {
      const load = loadOf('faulty', seed)
      const rates = { before429: 0.01, before503: 0.01, afterCut: 0.01 }
      const run = await runLoad(installation, load, {
        knobs: { latencyMs: LATENCY_MS, seed, rates, ratesMatch: 'POST *messages' },
      })
      const found = await countInMailboxes(installation, load)
      total.lost += found.lost
      total.doubled += found.doubled
      // As imposed: the mailbox that chance holds for longest decides when all is done, and some of the 503 ask for a wait as
      // well. A lost answer waits for two look-ups before it is sent again.
      const holdsMs = run.longestHoldMs + 2 * BENCH_SETTLE_MS
      total.shares.push((clean.deliveryMs + holdsMs) / run.deliveryMs)
    }
    return {
      faultyShareOfExpected: roundFigure(Math.min(...total.shares)),
      lost: total.lost,
      doubled: total.doubled,
    }
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
    const workerCpuMs = cpuMsOf(worker.pid) - cpuBefore
    return {
      ingestPerSecond: Math.round(count / (result.ingestMs / 1000)),
      deliveredPerSecond: Math.round(count / (result.deliveryMs / 1000)),
      cpuPerDeliveryOverParse: roundFigure(workerCpuMs / count / (await parseCpuMs(load))),
      workerCpuMsPerItem: roundFigure(workerCpuMs / count),
      peakRssMiB: { ingest: peakRssMiBOf(worker.pid) },
    }
  },

  calls: async ({ installation, quick }) => {
    const mailboxes = 200
    await addPeople(installation, mailboxes)
    const messagesEach = quick ? 20 : 100
    const load = { name: 'calls', mailboxes, messagesEach, messageBytes: MESSAGE_BYTES, seed: 78 }
    // As soon as answers take a moment, requests meet: a stand-in that answers at once is asked more often than Graph would be.
    const result = await runLoad(installation, load, { knobs: { latencyMs: LATENCY_MS } })
    requireAll(result, mailboxes * messagesEach)
    return { graphCallsPerDelivery: roundFigure(result.graphRequests / (mailboxes * messagesEach)) }
  },

  workers: measureTwoWorkers,
  restored: measureRestoredLedger,
  memory: measureMemory,
  ledger: measureLargeLedger,
}

const PARSED = 2_000

/** CPU that parsing alone takes for one message of the load: postal-mime, in this process, which is warm by then. */
async function parseCpuMs(load: Load): Promise<number> {
  const messages = Array.from({ length: PARSED }, (_, number) => messageOf(load, number))
  for (const message of messages.slice(0, PARSED / 4)) await PostalMime.parse(message)
  const before = process.cpuUsage()
  for (const message of messages) await PostalMime.parse(message)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / PARSED
}
