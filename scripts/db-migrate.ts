// `npm run db:migrate`: brings the database to the schema of this build. Safe to repeat.
import { migrate } from '#lib/db/migrate.ts'

process.exitCode = await main(process.env.DATABASE_OWNER_URL, process.env.DATABASE_URL)
// Prisma's schema engine keeps idle connections, and with them this process, for ten seconds more.
process.exit()

async function main(ownerUrl: string | undefined, appUrl: string | undefined): Promise<number> {
  if (!ownerUrl || !appUrl) {
    process.stderr.write(
      'Set DATABASE_OWNER_URL to the role that owns the schema, and DATABASE_URL to the role of the app.\n',
    )
    return 1
  }
  try {
    const { appliedMigrations, appRole } = await migrate({ ownerUrl, appUrl })
    const what = appliedMigrations.length > 0 ? `Applied ${appliedMigrations.join(', ')}` : 'Nothing to apply'
    process.stdout.write(`${what}. The app's role is ${appRole}.\n`)
    return 0
  } catch (error) {
    process.stderr.write(`The database was not migrated: ${reasonOf(error)}\n`)
    return 1
  }
}

/** A refused connection comes as an AggregateError without a message. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
