import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Bench, Figure } from '#scripts/bench.ts'
import { startSupervisor } from '#scripts/processes/supervisor.ts'
import { roundFigure } from './round-figure.ts'
import { fillTenant } from './ui/fill-tenant.ts'
import { openModelLoad, percentile95 } from './ui/open-model-load.ts'
import { type LighthouseScores, runLighthouse } from './ui/run-lighthouse.ts'
import { weighScripts } from './ui/weigh-scripts.ts'
import { startBenchedWebApp } from './web/start-benched-web-app.ts'

const CONNECTORS = 200
const ITEMS = 1_000_000
const QUICK_ITEMS = 50_000
const REQUESTS_PER_SECOND = 10
const SECONDS = 30
const WARM_UP_SECONDS = 5
/** Of the server's log, when a page fails: the folder is gone afterwards. */
const TOLD_LOG_CHARS = 4_000

export const bench: Bench = {
  description: `The built web app with ${CONNECTORS} connectors and ${ITEMS} items in the ledger: 95th percentile of whole answers at ${REQUESTS_PER_SECOND} requests a second (cold: the first that a server gets), compressed script of a first load, and Lighthouse; --only takes some of load, weight, lighthouse`,
  async run({ quick, only }) {
    const dir = await mkdtemp(join(tmpdir(), 'ui-bench-'))
    const supervisor = startSupervisor()
    const wants = (group: string) => !only || only.includes(group)
    const figures: Record<string, Figure> = {}
    try {
      const { installation, appUrl, cookie } = await startBenchedWebApp(supervisor, dir)
      const { connectorId, runId } = await fillTenant(installation.ownerUrl, {
        tenantId: installation.tenantId,
        connectorId: await installation.addConnector(),
        connectors: CONNECTORS,
        items: quick ? QUICK_ITEMS : ITEMS,
      })
      const connector = `/data-connectors/connectors/${connectorId}`
      const pages = {
        overview: '/data-connectors',
        connectorsTab: '/data-connectors/connectors',
        connectorPage: connector,
        runPage: `${connector}/runs/${runId}`,
        mapping: `${connector}/mapping`,
        settings: `${connector}/settings`,
        alerts: '/alerts',
      }
      if (wants('load'))
        for (const name of ['connectorsTab', 'runPage'] as const) {
          const load = { url: appUrl + pages[name], cookie, requestsPerSecond: REQUESTS_PER_SECOND }
          const cold = await openModelLoad({ ...load, seconds: WARM_UP_SECONDS })
          figures[`${name}ColdP95Ms`] = roundFigure(percentile95(cold))
          const took = await openModelLoad({ ...load, seconds: quick ? WARM_UP_SECONDS : SECONDS })
          figures[`${name}P95Ms`] = roundFigure(percentile95(took))
        }
      if (wants('weight')) {
        const weighed = await weighScripts(appUrl, cookie, Object.values(pages))
        for (const { path, scriptKiB } of weighed)
          process.stdout.write(`  ${path}: ${scriptKiB.toFixed(1)} KiB of script\n`)
        figures.firstLoadKiB = roundFigure(Math.max(...weighed.map(({ scriptKiB }) => scriptKiB)))
      }
      if (wants('lighthouse')) {
        const scores: LighthouseScores[] = []
        for (const [name, path] of Object.entries(pages)) {
          const score = await runLighthouse(supervisor, { url: appUrl + path, cookie, dir, name })
          process.stdout.write(`  ${path}: ${JSON.stringify(score)}\n`)
          scores.push(score)
        }
        figures.lighthouse = worstOf(scores)
      }
      await installation.close()
    } catch (error) {
      const log = await readFile(join(dir, 'web.log'), 'utf8').catch(() => '')
      process.stderr.write(log.slice(-TOLD_LOG_CHARS))
      throw error
    } finally {
      await supervisor.stop()
      await rm(dir, { recursive: true, force: true })
    }
    return figures
  },
}

/** Each category's lowest score, whichever page it is of. */
function worstOf(scores: readonly LighthouseScores[]): LighthouseScores {
  const worst = (category: keyof LighthouseScores) => Math.min(...scores.map((score) => score[category]))
  return {
    accessibility: worst('accessibility'),
    'best-practices': worst('best-practices'),
    performance: worst('performance'),
  }
}
