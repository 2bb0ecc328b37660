import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client.ts'
import { limitConnection } from './limit-connection.ts'

export type Database = PrismaClient

const IDLE_TIMEOUT_MS = 30_000

/**
 * Opens a pool. Prisma 7 leaves pool size and timeouts to the pg driver, whose defaults are
 * 10 connections and no deadline at all.
 */
export function openDatabase(options: {
  url: string
  poolMax: number
  statementTimeoutMs?: number
}): Database {
  return new PrismaClient({
    // Longer forms put the arguments of a failed query into the error, and so numbers and addresses into the log.
    errorFormat: 'minimal',
    adapter: new PrismaPg({
      ...limitConnection(options.url, options.statementTimeoutMs),
      max: options.poolMax,
      idleTimeoutMillis: IDLE_TIMEOUT_MS,
    }),
  })
}
