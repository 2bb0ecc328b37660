import { GENERATE_USAGE, readGenerateOptions } from './read-generate-options.ts'
import { writeGeneratedDays } from './write-generated-days.ts'

// A ZIP file's times are local ones, and the same seed must give the same bytes everywhere.
process.env.TZ = 'UTC'

process.exitCode = await run(process.argv.slice(2))

async function run(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${GENERATE_USAGE}\n`)
    return 0
  }
  const read = readGenerateOptions(args)
  if (!read.ok) return fail(`${read.message}\n\n${GENERATE_USAGE}`)
  const written = await writeGeneratedDays(read.options).catch((error: NodeJS.ErrnoException) => {
    if (error.code === undefined) throw error
    return { ok: false as const, message: `The packages could not be written: ${error.message}` }
  })
  if (!written.ok) return fail(written.message)
  process.stdout.write(
    `Wrote ${written.messages} messages in ${written.packages} packages to ${written.packagesDir}\n` +
      `What must come of each: ${written.truthPath}\nThe user mapping: ${written.mappingPath}\n`,
  )
  return 0
}

function fail(message: string): number {
  process.stderr.write(`${message}\n`)
  return 1
}
