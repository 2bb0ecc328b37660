// `npm test`, and with --quick `npm run check`. Goes on after a failure: one run shows everything that is wrong.
import { resolve } from 'node:path'
import type { Counts } from './read-counts.ts'
import { testSteps } from './steps.ts'

const projectDir = resolve(import.meta.dirname, '../..')
const quick = process.argv.includes('--quick')
let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupted = true
  })
}

const total: Counts = { passed: 0, failed: 0, skipped: 0 }
const summary: string[] = []

for (const step of testSteps(projectDir).filter((candidate) => candidate.quick || !quick)) {
  if (interrupted) break
  process.stdout.write(`\n=== ${step.name}\n`)
  const startedAt = performance.now()
  const counts = await step.run().catch((error: unknown): Counts => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    return { passed: 0, failed: 1, skipped: 0 }
  })
  total.passed += counts.passed
  total.failed += counts.failed
  total.skipped += counts.skipped
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  summary.push(`  ${step.name.padEnd(16)} ${sentence(counts)} (${seconds} s)`)
}

process.stdout.write(`\n${summary.join('\n')}\n`)
if (interrupted) process.stdout.write('  interrupted: not everything ran\n')
process.stdout.write(`\n${sentence(total)}\n`)
// A run that checked nothing has not passed.
process.exitCode = total.failed > 0 || total.passed === 0 || interrupted ? 1 : 0

function sentence({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
