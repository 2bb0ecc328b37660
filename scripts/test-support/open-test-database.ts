import { afterAll, beforeAll } from 'vitest'
import { type Database, openDatabase } from '#lib/db/client.ts'
import { createTestDatabase } from './test-database.ts'

/** Gives a test file a database of its own, opened as the app opens it, and takes it away after the last test. */
export function openTestDatabase(
  options: { poolMax: number },
  onOpen: (database: Database) => unknown,
): void {
  let close: (() => Promise<void>) | undefined

  beforeAll(async () => {
    const created = await createTestDatabase()
    const database = openDatabase({ url: created.appUrl, poolMax: options.poolMax })
    close = async () => {
      await database.$disconnect()
      await created.drop()
    }
    await onOpen(database)
  })

  afterAll(() => close?.())
}
