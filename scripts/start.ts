// `npm start`: the built web app, configured by the environment. PORT and HOSTNAME say where it listens.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { SERVER_PATH } from './build/build-web-app.ts'

const server = join(import.meta.dirname, '..', SERVER_PATH)

if (existsSync(server)) {
  await import(pathToFileURL(server).href)
} else {
  process.stderr.write('The web app is not built yet. Run "npm run build" first.\n')
  process.exitCode = 1
}
