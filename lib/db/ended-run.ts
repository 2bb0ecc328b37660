import { Prisma } from './generated/client.ts'

/**
 * A run that ended with its items routed: what it left waits for a re-drive, and its folders are looked through. A cancelled
 * one may have ended on either side; `resolved_at` is written with the step to *delivering*.
 *
 * @param run what the query calls the run
 */
export function endedAfterDelivery(run: 'run' | 'r'): Prisma.Sql {
  const [state, resolvedAt] = columnsOf(run)
  return Prisma.sql`(${state} in ('completed', 'completed-with-problems') or (${state} = 'cancelled' and ${resolvedAt} is not null))`
}

/** A run that ended on the way to its deliveries: the next run of the connector takes over what it staged and recorded. */
export function endedBeforeDelivery(run: 'run' | 'r'): Prisma.Sql {
  const [state, resolvedAt] = columnsOf(run)
  return Prisma.sql`(${state} = 'failed' or (${state} = 'cancelled' and ${resolvedAt} is null))`
}

function columnsOf(run: 'run' | 'r'): [Prisma.Sql, Prisma.Sql] {
  return [Prisma.raw(`${run}.state`), Prisma.raw(`${run}.resolved_at`)]
}
