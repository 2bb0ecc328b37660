import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.ts'

export type Database = PrismaClient

/** A query that waits this long for a connection tells of an exhausted pool, not of a slow network. */
const CONNECTION_TIMEOUT_MS = 10_000
const IDLE_TIMEOUT_MS = 30_000
/** Longer than any statement of the app needs; a lost connection must not hold a worker for hours. */
const STATEMENT_TIMEOUT_MS = 120_000

/**
 * Opens a pool. Prisma 7 leaves pool size and timeouts to the pg driver, whose defaults are
 * 10 connections and no deadline at all.
 */
export function openDatabase(options: { url: string; poolMax: number }): Database {
  return new PrismaClient({
    // Longer forms put the arguments of a failed query into the error, and so numbers and addresses into the log.
    errorFormat: 'minimal',
    adapter: new PrismaPg({
      connectionString: options.url,
      max: options.poolMax,
      connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
      idleTimeoutMillis: IDLE_TIMEOUT_MS,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      keepAlive: true,
    }),
  })
}
