import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import { limitConnection, MIGRATION_TIMEOUT_MS } from './limit-connection.ts'

/**
 * Starts Prisma's own schema engine from its WebAssembly package. The native engine is a download at install
 * time, which closed networks do not allow; both write the same `_prisma_migrations` table, so
 * `prisma migrate deploy` stays interchangeable where the native one can be had.
 */
export async function startSchemaEngine(options: {
  url: string
  schema: string
}): Promise<bindings.SchemaEngine> {
  await loadEngine()
  const factory = bindMigrationAwareSqlAdapterFactory(
    new PrismaPg(limitConnection(options.url, MIGRATION_TIMEOUT_MS)),
  )
  return bindings.SchemaEngine.new({ datamodels: [['schema.prisma', options.schema]] }, ignoreLog, factory)
}

let loaded: Promise<void> | undefined

function loadEngine(): Promise<void> {
  loaded ??= (async () => {
    const path = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    const binary = await readFile(path.replace(/\.js$/, '.wasm'))
    const { instance } = await WebAssembly.instantiate(binary, {
      './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports,
    })
    const glue = bindings as unknown as { __wbg_set_wasm(exports: WebAssembly.Exports): void }
    glue.__wbg_set_wasm(instance.exports)
    const start = instance.exports.__wbindgen_start as () => void
    start()
  })()
  return loaded
}

function ignoreLog() {}
