// `npm run chaos -- --seed N --runs M [--sabotage no-lookup]`. Its last line is JSON; it fails when anything was lost,
// doubled, misplaced, or counted wrongly. docs/chaos.md says how to read the rest.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { startSupervisor } from '../processes/supervisor.ts'
import { openWorld } from './open-world.ts'
import { readChaosOptions } from './read-chaos-options.ts'
import { runOnce } from './run-once.ts'

const MOST_FINDINGS = 30

const options = readChaosOptions(process.argv.slice(2))
const supervisor = startSupervisor()
const dir = await mkdtemp(join(tmpdir(), 'chaos-'))
const totals = {
  ...{ faults: 0, items: 0, lost: 0, doubled: 0, misplaced: 0 },
  ...{ unaccounted: 0, overstepped: 0, unfinished: 0, untried: 0 },
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void supervisor.stop().finally(() => process.exit(130)))

try {
  const world = await openWorld(supervisor, {
    dir,
    projectDir: resolve(import.meta.dirname, '../..'),
    sabotage: options.sabotage,
  })
  for (let run = 0; run < options.runs; run += 1) await runSeed(options.seed + run)
  await world.close()

  async function runSeed(seed: number): Promise<void> {
    const startedMs = performance.now()
    const seconds = () => `${((performance.now() - startedMs) / 1000).toFixed(1)} s`
    const { result, byKind, findings } = await runOnce(world, { ...options, seed }, (line) => {
      if (options.trace) say(`  ${seconds()}: ${line}`)
    })
    for (const [name, count] of Object.entries(result)) totals[name as keyof typeof totals] += count
    say(`seed ${seed}: ${result.items} items, ${result.faults} faults, ${seconds()}`)
    say(`  ${listKinds(byKind)}`)
    for (const finding of findings.slice(0, MOST_FINDINGS)) say(`  ${finding}`)
    if (findings.length > MOST_FINDINGS) say(`  and ${findings.length - MOST_FINDINGS} more`)
    const sabotage = options.sabotage ? ` --sabotage ${options.sabotage}` : ''
    if (findings.length > 0) say(`  again: npm run chaos -- --seed ${seed} --trace --keep${sabotage}`)
  }
} finally {
  await supervisor.stop()
  if (options.keep) say(`kept: ${dir}`)
  else await rm(dir, { recursive: true, force: true })
}

const { faults: _faults, items: _items, ...wrong } = totals
say(JSON.stringify({ seed: options.seed, runs: options.runs, ...totals }))
// A connection that a fault has left half-open must not keep this process.
process.exit(Object.values(wrong).some((count) => count > 0) ? 1 : 0)

function listKinds(byKind: Record<string, number>): string {
  return Object.entries(byKind)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ')
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
