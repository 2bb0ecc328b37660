import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { connect, createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export type RunningAzurite = { connectionString: string; close: () => Promise<void> }

/** Microsoft's storage emulator in a process of its own, with everything in memory. For tests only. */
export async function startAzurite(): Promise<RunningAzurite> {
  const port = await freePort()
  const packagePath = createRequire(import.meta.url).resolve('azurite/package.json')
  const server = spawn(
    process.execPath,
    [
      join(dirname(packagePath), 'dist/src/blob/main.js'),
      ...['--blobHost', '127.0.0.1', '--blobPort', String(port)],
      ...['--inMemoryPersistence', '--skipApiVersionCheck', '--silent', '--disableTelemetry'],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let errors = ''
  server.stderr.on('data', (chunk) => {
    errors += chunk
  })
  const exited = once(server, 'exit')
  await waitForPort(
    port,
    () => server.exitCode !== null,
    () => errors,
  )
  return {
    connectionString: `DefaultEndpointsProtocol=http;AccountName=${ACCOUNT};AccountKey=${KEY};BlobEndpoint=http://127.0.0.1:${port}/${ACCOUNT};`,
    close: async () => {
      server.kill()
      await exited
    },
  }
}

/** Azurite's own, published account. */
const ACCOUNT = 'devstoreaccount1'
const KEY = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=='

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('No free port.')
  return address.port
}

async function waitForPort(port: number, hasExited: () => boolean, errors: () => string): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (hasExited()) throw new Error(`Azurite did not start: ${errors()}`)
    if (await isListening(port)) return
    await wait(100)
  }
  throw new Error(`Azurite did not listen within 30 seconds: ${errors()}`)
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
