// `npm run sim -- --seed N --runs M`: that many stories from that seed on; the last line is JSON. A seed that fails is
// named, and told again with all of its history by `--seed THAT --runs 1 --trace`.
import { parseArgs } from 'node:util'
import { type Simulated, simulate } from './simulate.ts'
import { SABOTAGES } from './world.ts'

const { values: given } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '200' },
    trace: { type: 'boolean', default: false },
    sabotage: { type: 'string' },
  },
})
const seed = wholeNumber('--seed', given.seed)
const runs = wholeNumber('--runs', given.runs)
const sabotage = SABOTAGES.find((one) => one === given.sabotage) ?? null
if (given.sabotage && !sabotage)
  fail(`There is no sabotage "${given.sabotage}". There are: ${SABOTAGES.join(', ')}.`)
const trace = given.trace ? (line: string) => process.stdout.write(`${line}\n`) : null

const total = {
  seed,
  runs,
  faults: 0,
  items: 0,
  lost: 0,
  doubled: 0,
  misplaced: 0,
  unbalanced: 0,
  restless: 0,
  unended: 0,
}
const COUNTED = [
  'faults',
  'items',
  'lost',
  'doubled',
  'misplaced',
  'unbalanced',
  'restless',
  'unended',
] as const

for (let index = 0; index < runs; index += 1) {
  const simulated = await simulate({ seed: seed + index, sabotage, trace })
  for (const count of COUNTED) total[count] += simulated[count]
  if (simulated.complaints.length > 0) tell(simulated)
}
process.stdout.write(`${JSON.stringify(total)}\n`)
if (total.lost + total.doubled + total.misplaced + total.unbalanced + total.restless + total.unended > 0)
  process.exitCode = 1

function tell(simulated: Simulated): void {
  process.stdout.write(
    `seed ${simulated.seed} (again: npm run sim -- --seed ${simulated.seed} --runs 1 --trace):\n`,
  )
  for (const complaint of simulated.complaints.slice(0, 10)) process.stdout.write(`  ${complaint}\n`)
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 0) fail(`${name} takes a whole number, not "${text}".`)
  return number
}

function fail(words: string): never {
  process.stderr.write(`${words}\n`)
  process.exit(2)
}
