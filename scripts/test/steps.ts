import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { installBrowser } from './install-browser.ts'
import { type Counts, readPlaywrightCounts, readVitestCounts } from './read-counts.ts'
import { runCommand } from './run-command.ts'

export type TestStep = {
  name: string
  /** Part of `npm run check`. */
  quick: boolean
  run: () => Promise<Counts>
}

const MINUTE_MS = 60_000

/** Everything `npm test` checks, in the order of what costs least to know. */
export function testSteps(projectDir: string): TestStep[] {
  const reports = join(projectDir, 'test-results/reports')
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })

  const node = (
    minutes: number,
    script: string,
    args: string[] = [],
    env: Record<string, string | undefined> = {},
  ) =>
    runCommand(process.execPath, [join(projectDir, script), ...args], {
      cwd: projectDir,
      env: { ...process.env, ...env },
      timeoutMs: minutes * MINUTE_MS,
    })

  const vitest = (project: string, minutes: number) => async () => {
    const report = join(reports, `${project}.json`)
    const exitCode = await node(minutes, 'node_modules/vitest/vitest.mjs', [
      ...[
        'run',
        '--project',
        project,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
    ])
    return readVitestCounts(report, exitCode)
  }

  return [
    {
      name: 'format and lint',
      quick: true,
      run: async () => oneCheck(await node(3, 'node_modules/@biomejs/biome/bin/biome', ['check'])),
    },
    {
      name: 'types',
      quick: true,
      run: async () => {
        const generated = await node(3, 'node_modules/next/dist/bin/next', ['typegen'])
        return oneCheck(
          generated || (await node(3, 'node_modules/typescript/bin/tsc', ['--noEmit', '-p', '.'])),
        )
      },
    },
    { name: 'unit tests', quick: true, run: vitest('unit', 5) },
    { name: 'database tests', quick: false, run: vitest('db', 8) },
    { name: 'contract tests', quick: false, run: vitest('contract', 8) },
    {
      name: 'chaos',
      quick: false,
      // One run of a known seed, about a minute; `npm run chaos` has more (docs/chaos.md).
      run: async () => oneCheck(await node(6, 'scripts/chaos/main.ts', ['--seed', '1', '--messages', '40'])),
    },
    { name: 'build', quick: false, run: async () => oneCheck(await node(10, 'scripts/build/main.ts')) },
    {
      name: 'browser tests',
      quick: false,
      run: async () => {
        const browser = await installBrowser(projectDir)
        const report = join(reports, 'browser.json')
        const exitCode = await node(
          // A limit for what hangs: 84 tests take some 20 minutes on two cores.
          40,
          'node_modules/@playwright/test/cli.js',
          ['test', '--reporter=list,json'],
          {
            PLAYWRIGHT_JSON_OUTPUT_NAME: report,
            PLAYWRIGHT_CHROMIUM: browser,
          },
        )
        return readPlaywrightCounts(report, exitCode)
      },
    },
  ]
}

function oneCheck(exitCode: number): Counts {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 }
}
