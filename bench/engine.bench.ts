import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Bench, Figure } from '#scripts/bench.ts'
import { startInstallation } from '#scripts/installation/start-installation.ts'
import { startSupervisor } from '#scripts/processes/supervisor.ts'
import { BENCH_SETTLE_MS, ENGINE_FIGURES, type EngineBench } from './engine/figures.ts'

export const bench: Bench = {
  description:
    'The import engine as separate processes over the sandbox: how fast, at what cost, and whether all arrived once',
  async run({ quick, soak, only }) {
    const dir = await mkdtemp(join(tmpdir(), 'engine-bench-'))
    const supervisor = startSupervisor()
    const figures: Record<string, Figure> = {}
    try {
      const install = (folder: string) =>
        startInstallation(supervisor, {
          dir: join(dir, folder),
          projectDir: resolve(import.meta.dirname, '..'),
          variables: { DELIVERY_SETTLE_MS: String(BENCH_SETTLE_MS) },
        })
      const installation = await install('first')
      const engine: EngineBench = {
        ...{ installation, quick, soak, worker: await installation.startWorker('1') },
        async freshWorker() {
          await engine.worker.stop()
          engine.worker = await installation.startWorker('1')
          return engine.worker
        },
        async startOther() {
          const other = await install('other')
          const worker = await other.startWorker('1')
          const stop = async () => {
            await worker.stop()
            await other.close()
          }
          return { installation: other, worker, stop }
        },
      }
      for (const [name, measure] of Object.entries(ENGINE_FIGURES)) {
        if (only && !only.includes(name)) continue
        process.stderr.write(`${name}...\n`)
        for (const [key, figure] of Object.entries(await measure(engine)))
          figures[key] = merged(figures[key], figure)
      }
      await installation.close()
    } finally {
      await supervisor.stop()
      await rm(dir, { recursive: true, force: true })
    }
    return figures
  },
}

/** A figure for each load stands beside those of other groups. */
function merged(one: Figure | undefined, other: Figure): Figure {
  return typeof one === 'object' && typeof other === 'object' ? { ...one, ...other } : other
}
