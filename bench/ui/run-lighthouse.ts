import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Supervisor } from '#scripts/processes/supervisor.ts'
import { findBrowser } from '#scripts/test/find-browser.ts'

/** Fetched when it is asked for: with what it brings along it is larger than all other tools of this project. */
const LIGHTHOUSE = 'lighthouse@13.5.0'
const CATEGORIES = ['accessibility', 'best-practices', 'performance'] as const
const TIMEOUT_MS = 5 * 60_000
/** Now and then Chromium has no trace for it (NO_NAVSTART): Lighthouse itself says to run it again. */
const MOST_TRIES = 3

const report = z.object({
  categories: z.record(z.string(), z.object({ score: z.number().nullable() })),
})

export type LighthouseScores = Record<(typeof CATEGORIES)[number], number>

/** Scores from 0 to 100 of the desktop preset, of one page, signed in. */
export async function runLighthouse(
  supervisor: Supervisor,
  page: { url: string; cookie: string; dir: string; name: string },
): Promise<LighthouseScores> {
  const { url, cookie, dir, name } = page
  const path = join(dir, `lighthouse-${name}.json`)
  const look = () =>
    supervisor.run(
      {
        name: 'Lighthouse',
        command: 'npm',
        args: [
          ...['exec', '--yes', '--', LIGHTHOUSE, url, '--preset=desktop', '--quiet', '--output=json'],
          ...[`--output-path=${path}`, `--only-categories=${CATEGORIES.join(',')}`],
          ...[`--extra-headers=${JSON.stringify({ cookie })}`, '--no-enable-error-reporting'],
          '--chrome-flags=--headless=new --no-sandbox --disable-gpu',
        ],
        env: { ...process.env, CHROME_PATH: findBrowser(process.env) },
        cwd: dir,
        logPath: join(dir, `lighthouse-${name}.log`),
      },
      { timeoutMs: TIMEOUT_MS },
    )
  for (let tries = 1; ; tries += 1) {
    try {
      await look()
      break
    } catch (error) {
      if (tries === MOST_TRIES) throw error
    }
  }
  const { categories } = report.parse(JSON.parse(await readFile(path, 'utf8')))
  const scores = CATEGORIES.map((category) => [
    category,
    Math.round((categories[category]?.score ?? 0) * 100),
  ])
  return Object.fromEntries(scores) as LighthouseScores
}
