import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#scripts/test-support/test-database.ts'
import { startSchemaEngine } from './schema-engine.ts'

let database: TestDatabase
let owner: pg.Client
let app: pg.Client

beforeAll(async () => {
  database = await createTestDatabase()
  owner = new pg.Client({ connectionString: database.ownerUrl })
  app = new pg.Client({ connectionString: database.appUrl })
  await Promise.all([owner.connect(), app.connect()])
})
afterAll(async () => {
  await Promise.all([owner.end(), app.end()])
  await database.drop()
})

describe('the schema', () => {
  test('has the columns, keys and references that schema.prisma says', async () => {
    const migrated = await describeSchema('public')
    // A schema of its own, made straight from the datamodel, to hold the migrations against.
    await owner.query('create schema datamodel')
    await owner.query(`set search_path to datamodel; ${await datamodelSql()}; set search_path to public`)
    const wanted = await describeSchema('datamodel')
    expect(migrated.columns.length).toBeGreaterThan(100)
    expect(migrated.columns).toEqual(wanted.columns)
    expect(migrated.constraints).toEqual(wanted.constraints)
    expect(migrated.indexes).toEqual(expect.arrayContaining(wanted.indexes))
  })

  test('gives every row its tenant', async () => {
    const { rows } = await owner.query(`
      select table_name from information_schema.tables t
      where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('tenant', '_prisma_migrations')
        and not exists (select 1 from information_schema.columns c where c.table_schema = 'public'
          and c.table_name = t.table_name and c.column_name = 'tenant_id' and c.is_nullable = 'NO')`)
    expect(rows).toEqual([])
  })

  test('owns nothing by the role of the app', async () => {
    const { rows } = await app.query(
      `select relname from pg_class where relowner = (select oid from pg_roles where rolname = current_user)`,
    )
    expect(rows).toEqual([])
  })

  test('lets the app add to the audit trail, and never change or remove', async () => {
    const tenantId = '6f1c2d0a-5b1e-4c39-9d57-2f6f3f0a1c01'
    await app.query(
      `insert into audit_event (tenant_id, actor_id, actor_name, action, outcome) values ($1, 'oid', 'Megan', 'x', 'done')`,
      [tenantId],
    )
    await expect(app.query(`update audit_event set action = 'y'`)).rejects.toThrow('permission denied')
    await expect(app.query('delete from audit_event')).rejects.toThrow('permission denied')
    await expect(app.query('truncate audit_event')).rejects.toThrow('permission denied')
  })

  test('refuses a connector that left the wizard unfinished, and a state that does not exist', async () => {
    const tenantId = '6f1c2d0a-5b1e-4c39-9d57-2f6f3f0a1c02'
    await app.query('insert into tenant (id) values ($1)', [tenantId])
    const insert = (state: string) =>
      app.query(
        `insert into connector (id, tenant_id, type_id, name, state, created_by_id, created_by)
         values (gen_random_uuid(), $1, 'wechat-archiver', 'x', $2, 'oid', 'Megan')`,
        [tenantId, state],
      )
    await expect(insert('active')).rejects.toThrow('connector_complete_unless_draft')
    await expect(insert('sleeping')).rejects.toThrow('violates check constraint')
    await expect(insert('draft')).resolves.toBeDefined()
  })
})

async function datamodelSql(): Promise<string> {
  const schema = await readFile(join(import.meta.dirname, '../../prisma/schema.prisma'), 'utf8')
  const engine = await startSchemaEngine({ url: database.ownerUrl, schema })
  const diff = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  return (diff.stdout ?? '').replace(/CREATE SCHEMA [^;]+;/, '')
}

async function describeSchema(schema: string) {
  const one = async (text: string) =>
    (await owner.query(text, [schema])).rows.map((row) =>
      Object.values(row).join(' ').replaceAll(`${schema}.`, ''),
    )
  return {
    columns: await one(`
      select table_name, column_name, data_type, is_nullable, coalesce(column_default, '-')
      from information_schema.columns where table_schema = $1 and table_name <> '_prisma_migrations'
      order by table_name, column_name`),
    constraints: await one(`
      select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint
      where connamespace = $1::regnamespace and contype in ('p', 'f', 'u') and conrelid::regclass::text not like '%_prisma_migrations'
      order by 1, 2`),
    indexes: await one(`
      select indexdef from pg_indexes where schemaname = $1 and tablename <> '_prisma_migrations' order by 1`),
  }
}
