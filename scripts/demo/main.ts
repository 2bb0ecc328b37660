// `npm run demo`: the whole product on this machine, against the sandbox.
import { runToStop } from '../processes/run-to-stop.ts'
import { claimDataFolder, releaseDataFolder } from './data-folder.ts'
import { type PortName, requireFreePorts } from './ports.ts'
import { runDemo } from './run-demo.ts'
import { readDemoSettings } from './settings.ts'

await runToStop(async ({ supervisor, stopped, onEnd }) => {
  const settings = readDemoSettings(process.argv.slice(2), process.env)
  const paths = claimDataFolder(settings.dataDir, { reset: settings.reset })
  onEnd(() => releaseDataFolder(paths))
  const names = Object.keys(settings.ports) as PortName[]
  await requireFreePorts(
    settings.ports,
    settings.databaseUrl ? names.filter((name) => name !== 'database') : names,
  )
  await runDemo(settings, paths, supervisor)
  await new Promise((resolve) => stopped.addEventListener('abort', resolve))
})
