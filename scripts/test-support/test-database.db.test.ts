import pg from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

const TENANT = '6f1c2d0a-5b1e-4c39-9d57-2f6f3f0a1c01'

const made: TestDatabase[] = []
afterEach(async () => {
  for (const database of made.splice(0)) await database.drop()
})

describe('a test database', () => {
  it('starts migrated and empty, whatever another test wrote', async () => {
    const first = await make()
    await query(first.appUrl, 'insert into tenant (id) values ($1)', [TENANT])
    const second = await make()
    expect(await query(second.appUrl, 'select id from tenant')).toEqual([])
    expect(await query(first.appUrl, 'select id from tenant')).toEqual([{ id: TENANT }])
  })

  it('lets the app use the tables and never change them', async () => {
    const { appUrl } = await make()
    await expect(query(appUrl, 'alter table tenant add column extra text')).rejects.toThrow('must be owner')
    await expect(query(appUrl, 'create table mine (id int)')).rejects.toThrow('permission denied')
  })
})

async function make(): Promise<TestDatabase> {
  const database = await createTestDatabase()
  made.push(database)
  return database
}

async function query(url: string, text: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}
