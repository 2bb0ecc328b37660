import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runStep } from './run-step.mjs'

/** Writes the typed database client from prisma/schema.prisma, when that has changed. */
export async function generateDatabaseClient(root) {
  if (isDone(root)) return
  await runStep('Generating the database client', {
    command: join(root, 'node_modules/.bin/node'),
    args: [join(root, 'node_modules/prisma/build/index.js'), 'generate'],
    cwd: root,
    env: {
      ...process.env,
      // `generate` never runs the schema engine, but downloads one from outside the registry unless it is told of one.
      PRISMA_SCHEMA_ENGINE_BINARY: existsSync('/usr/bin/true') ? '/usr/bin/true' : '/bin/true',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  })
  writeFileSync(stampPath(root), fingerprint(root))
}

generateDatabaseClient.isDone = isDone

function isDone(root) {
  const stamp = stampPath(root)
  return (
    existsSync(join(root, 'lib/db/generated/client.ts')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === fingerprint(root)
  )
}

/** Beside what it speaks of: node_modules may be another folder's, and hold a stamp for a client that is not here. */
function stampPath(root) {
  return join(root, 'lib/db/generated/.fingerprint')
}

function fingerprint(root) {
  const hash = createHash('sha256')
  for (const path of ['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json']) {
    hash.update(readFileSync(join(root, path)))
  }
  return hash.digest('hex')
}
