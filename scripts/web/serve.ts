// One process of the web app.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { serveStaticFiles } from './static-files.ts'
import { stopOnSignal } from './stop-on-signal.ts'

const USUAL_PORT = 3000

const appDir = resolve(import.meta.dirname, '../../.next/standalone')
const port = Number(process.env.PORT) || USUAL_PORT
const hostname = process.env.HOSTNAME || '0.0.0.0'

// As the server.js that Next leaves does it; only the files of the build are served by us.
Object.assign(process.env, { NODE_ENV: 'production' })
const { config } = JSON.parse(readFileSync(join(appDir, '.next/required-server-files.json'), 'utf8'))
process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(config)
process.chdir(appDir)

// The copy of Next that the build has brought with it: two copies in a process do not know each other's requests.
const next: typeof import('next').default = createRequire(join(appDir, 'server.js'))('next')
const app = next({ dev: false, dir: appDir, hostname, port, quiet: true })
await app.prepare()

const handlePages = app.getRequestHandler()
const server = createServer(
  serveStaticFiles(join(appDir, '.next/static'), (request, response) => handlePages(request, response)),
)
stopOnSignal(server, () => app.close())
server.listen(port, hostname, () => process.stdout.write(`The web app listens on ${hostname}:${port}\n`))
