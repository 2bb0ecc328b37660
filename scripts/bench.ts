// `npm run bench`: lists the measurements of bench/. `npm run bench -- NAME` runs one; its last line is JSON.
import { readdirSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

export type Bench = {
  description: string
  /** Measures, and returns figures with their units in the names. */
  run: (options: BenchOptions) => Promise<Record<string, Figure>>
}

/** `--quick`: the same figures from smaller loads; `--soak`: the long loads too; `--only a,b`: of a bench of many figures. */
export type BenchOptions = { quick: boolean; soak: boolean; only: readonly string[] | null }

export type Figure = number | Record<string, number>

const SUFFIX = '.bench.ts'
const folder = join(import.meta.dirname, '../bench')
const names = readdirSync(folder)
  .filter((name) => name.endsWith(SUFFIX))
  .map((name) => name.slice(0, -SUFFIX.length))
  .sort()
const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean' }, soak: { type: 'boolean' }, only: { type: 'string' } },
})
const [wanted] = positionals
const options: BenchOptions = {
  quick: given.quick ?? false,
  soak: given.soak ?? false,
  only: given.only?.split(',') ?? null,
}

if (wanted === undefined) {
  for (const name of names) process.stdout.write(`${name.padEnd(12)} ${(await load(name)).description}\n`)
} else if (names.includes(wanted)) {
  const { description, run } = await load(wanted)
  process.stdout.write(`${description}\n`)
  const figures = await run(options)
  for (const [name, value] of Object.entries(figures))
    process.stdout.write(`  ${name}: ${JSON.stringify(value)}\n`)
  const machine = { cpu: cpus()[0]?.model.trim() ?? 'unknown', cores: cpus().length, node: process.version }
  process.stdout.write(`${JSON.stringify({ bench: wanted, ...figures, ...machine })}\n`)
} else {
  process.stderr.write(`There is no bench "${wanted}". There are: ${names.join(', ')}.\n`)
  process.exitCode = 1
}

async function load(name: string): Promise<Bench> {
  const module = (await import(pathToFileURL(join(folder, name + SUFFIX)).href)) as { bench: Bench }
  return module.bench
}
