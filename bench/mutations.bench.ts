import { mimeMessageFormat } from '#lib/adapters/mime/message-format.ts'
import { realMessages, type TestMessage } from '#lib/adapters/mime/messages-for-tests.ts'
import { mutateMessage } from '#lib/adapters/mime/mutate-message-for-tests.ts'
import { participantsOf } from '#lib/domain/participant.ts'
import { generateDay } from '#sandbox/generator/generate-day.ts'
import { hostileMessages } from '#sandbox/generator/hostile-messages.ts'
import type { Bench } from '#scripts/bench.ts'

const DATE = '2026-11-21'
const MUTATIONS = 5_000
/** Other work on the machine makes a round dearer, never cheaper: the best one counts. */
const ROUNDS = 30

const day = generateDay({ seed: 7, date: DATE, scale: { messages: 200 } })

export const bench: Bench = {
  description: `Damages ${MUTATIONS} messages and takes each through all that a run does to it; none may throw or take two seconds`,
  async run() {
    const hostile = hostileMessages(DATE).map(({ name, eml }) => ({ name, eml }))
    const undamaged = await measure(hostile)
    process.stdout.write(`  ${hostile.length} hostile messages as they are: ${inWords(undamaged)}\n`)

    const startedAt = performance.now()
    const damaged = await measure(mutations([...day, ...realMessages()]))
    const perSecond = MUTATIONS / ((performance.now() - startedAt) / 1_000)
    process.stdout.write(`  ${MUTATIONS} damaged messages: ${inWords(damaged)}\n`)
    return {
      slowestMs: Math.round(Math.max(damaged.slowestMs, undamaged.slowestMs)),
      perSecond: Math.round(perSecond),
      threw: damaged.threw + undamaged.threw,
      unreadable: damaged.unreadable + undamaged.unreadable,
      inspectCpuUs: Math.round(inspectionCostUs()),
    }
  },
}

function* mutations(originals: readonly TestMessage[]): Generator<TestMessage> {
  for (let seed = 0; seed < MUTATIONS; seed += 1) {
    const original = originals[seed % originals.length]
    if (!original) throw new Error('There is no message to damage.')
    const { bytes, how } = mutateMessage(original.eml, seed)
    yield { name: `${original.name}, seed ${seed} (${how})`, eml: bytes }
  }
}

type Measured = { slowestMs: number; slowest: string; threw: number; unreadable: number }

async function measure(messages: Iterable<TestMessage>): Promise<Measured> {
  const measured: Measured = { slowestMs: 0, slowest: '', threw: 0, unreadable: 0 }
  for (const { name, eml } of messages) {
    const before = process.hrtime.bigint()
    try {
      participantsOf(mimeMessageFormat.inspect(eml).headers)
    } catch (error) {
      measured.threw += 1
      process.stdout.write(`THREW: ${name}: ${error instanceof Error ? error.stack : String(error)}\n`)
    }
    await mimeMessageFormat.decode(eml).catch((error: { code?: string }) => {
      if (error.code === 'message_unreadable') measured.unreadable += 1
      else measured.threw += 1
    })
    const tookMs = Number(process.hrtime.bigint() - before) / 1e6
    if (tookMs > measured.slowestMs) Object.assign(measured, { slowestMs: tookMs, slowest: name })
  }
  return measured
}

function inWords({ slowestMs, slowest, unreadable, threw }: Measured): string {
  return `slowest ${slowestMs.toFixed(0)} ms (${slowest}), ${unreadable} unreadable, ${threw} threw`
}

/** CPU of one inspection of a believable day's message, in microseconds. */
function inspectionCostUs(): number {
  const messages = day.filter(({ eml }) => eml.length < 20_000).map(({ eml }) => eml)
  let bestUs = Number.POSITIVE_INFINITY
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage()
    for (let repeat = 0; repeat < 10; repeat += 1) for (const eml of messages) mimeMessageFormat.inspect(eml)
    const used = process.cpuUsage(before)
    bestUs = Math.min(bestUs, (used.user + used.system) / (messages.length * 10))
  }
  return bestUs
}
