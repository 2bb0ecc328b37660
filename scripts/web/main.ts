// The web app: what `npm run build` has made, configured by the environment. PORT and HOSTNAME say where it listens, WEB_PROCESSES how many
// processes share the work.
import cluster from 'node:cluster'
import { availableParallelism } from 'node:os'
import { shareAmongProcesses } from './share-among-processes.ts'

const MOST_PROCESSES = 32
/** One that waits for a page to be made answers nobody else; more than two gain little beside a database on the same machine. */
const USUAL_PROCESSES = Math.min(2, availableParallelism())

const wanted = process.env.WEB_PROCESSES ? Number(process.env.WEB_PROCESSES) : USUAL_PROCESSES

if (!Number.isInteger(wanted) || wanted < 1 || wanted > MOST_PROCESSES) {
  process.stderr.write(`WEB_PROCESSES is a number from 1 to ${MOST_PROCESSES}.\n`)
  process.exitCode = 1
} else if (cluster.isPrimary && wanted > 1) {
  shareAmongProcesses(wanted)
} else {
  await import('./serve.ts')
}
