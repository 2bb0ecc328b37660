// `npm run build`: the web app, ready to be started from .next/standalone. The demo and the tests come here too.
import { resolve } from 'node:path'
import { runToStop } from '../processes/run-to-stop.ts'
import { buildWebApp, SERVER_PATH } from './build-web-app.ts'

await runToStop(async ({ supervisor }) => {
  const { built } = await buildWebApp(resolve(import.meta.dirname, '../..'), supervisor.run, {
    force: process.argv.includes('--force'),
  })
  process.stdout.write(
    built
      ? `Built ${SERVER_PATH}\n`
      : 'Nothing changed since the last build. To build anyway: npm run build -- --force\n',
  )
})
