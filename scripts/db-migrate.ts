// `npm run db:migrate`: brings the database to the schema of this build. Safe to repeat.
import { migrate } from '#lib/db/migrate.ts'

const { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: appUrl } = process.env

if (!ownerUrl || !appUrl) {
  process.stderr.write(
    'Set DATABASE_OWNER_URL to the role that owns the schema, and DATABASE_URL to the role of the app.\n',
  )
  process.exitCode = 1
} else {
  try {
    const { appliedMigrations, appRole } = await migrate({ ownerUrl, appUrl })
    const what = appliedMigrations.length > 0 ? `Applied ${appliedMigrations.join(', ')}` : 'Nothing to apply'
    process.stdout.write(`${what}. The app's role is ${appRole}.\n`)
  } catch (error) {
    process.stderr.write(`The database was not migrated: ${reasonOf(error)}\n`)
    process.exitCode = 1
  }
}

/** Refused connections come as an AggregateError without a message. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
