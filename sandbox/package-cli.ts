import { stat } from 'node:fs/promises'
import { findMessages } from '#sandbox/telemessage/find-messages.ts'
import { makePackage } from '#sandbox/telemessage/make-package.ts'

const USAGE = 'Usage: npm run sandbox:package -- DIR_OF_EML OUT_DIR'

process.exitCode = await run(process.argv.slice(2))

async function run(args: readonly string[]): Promise<number> {
  const [from, to, ...others] = args
  if (from === undefined || to === undefined || others.length > 0) return fail(USAGE)
  const isDirectory = await stat(from).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
  if (!isDirectory) return fail(`There is no folder ${from}.\n${USAGE}`)
  const messages = await findMessages(from)
  if (messages.length === 0) {
    return fail(
      `There are no messages in ${from}: files that end in .eml, .raw or .txt, or have no extension, and are not empty.`,
    )
  }
  const path = await makePackage(to, messages, new Date())
  process.stdout.write(
    `Packed ${messages.length} ${messages.length === 1 ? 'message' : 'messages'} into ${path}\n`,
  )
  return 0
}

function fail(message: string): number {
  process.stderr.write(`${message}\n`)
  return 1
}
