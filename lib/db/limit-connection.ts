import { Socket } from 'node:net'
import type pg from 'pg'

/** Longer than any statement of the app needs, those over a run of a million items included. */
export const STATEMENT_TIMEOUT_MS = 120_000
/** An index over a large ledger takes its time, and one connection waits meanwhile with the lock. */
export const MIGRATION_TIMEOUT_MS = 3_600_000
/** A query that waits this long for a connection tells of an exhausted pool, not of a slow network. */
const CONNECTION_TIMEOUT_MS = 10_000
/** For the way there and back, and a server that is busy ending the statement; never more than the statement's own time. */
const MOST_MARGIN_MS = 10_000
/**
 * Nothing but its own statements is waited for in a transaction. Its locks are what a successor waits for; no longer than for a
 * statement.
 */
const IDLE_IN_TRANSACTION_MS = 30_000
const KEEP_ALIVE_DELAY_MS = 10_000

/**
 * A connection to Postgres that ends by itself, whatever becomes of the other side.
 *
 * The server ends a statement that takes too long, but nobody hears of it when the path between them is gone: pg waits for an
 * answer without a limit, and TCP keepalive does not help where a proxy answers it. So a connection on which nothing has come or
 * gone for longer than a statement may take is destroyed. pg's own `query_timeout` is not that: it forgets the query and
 * keeps the connection, which Prisma's adapter gives back to its pool after the transaction as if it were sound (pg 8.23,
 * @prisma/adapter-pg 7.10).
 *
 * What the lost connection held on the server is let go after {@link IDLE_IN_TRANSACTION_MS}: a row of a mailbox that stays
 * locked keeps the mailbox from its next worker.
 */
export function limitConnection(url: string, statementTimeoutMs = STATEMENT_TIMEOUT_MS) {
  return {
    connectionString: url,
    connectionTimeoutMillis: CONNECTION_TIMEOUT_MS,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: Math.min(statementTimeoutMs, IDLE_IN_TRANSACTION_MS),
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY_MS,
    stream: () => openLimitedSocket(statementTimeoutMs + Math.min(statementTimeoutMs, MOST_MARGIN_MS)),
  } satisfies pg.PoolConfig
}

/** What is read through TLS counts as well: Node asks the socket below for its time. */
function openLimitedSocket(silenceMs: number): Socket {
  const socket = new Socket()
  socket.setTimeout(silenceMs, () => {
    const seconds = Math.round(silenceMs / 1000)
    socket.destroy(Object.assign(new Error(`PostgreSQL has been silent for ${seconds} s.`), SILENT))
  })
  return socket
}

/** As the operating system's own, which Prisma's adapter knows. */
const SILENT = { code: 'ETIMEDOUT', syscall: 'read', errno: -110 }
