// `npm start`: the built web app, if there is one.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SERVER_PATH } from './build/build-web-app.ts'

const server = join(import.meta.dirname, '..', SERVER_PATH)

if (existsSync(server)) {
  await import('./web/main.ts')
} else {
  process.stderr.write('The web app is not built yet. Run "npm run build" first.\n')
  process.exitCode = 1
}
