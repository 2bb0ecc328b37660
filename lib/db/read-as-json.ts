import { Prisma } from './generated/client.ts'
import type { TenantTransaction } from './with-tenant.ts'

/**
 * The rows of a query, as JSON has them: in the query's order, instants as texts (`toInstant`). Prisma's client takes each value of a
 * row by itself: 200 connectors and their newest runs cost 19 ms of CPU a look, and as one text a quarter of it.
 */
export async function readAsJson<Row>(transaction: TenantTransaction, query: Prisma.Sql): Promise<Row[]> {
  const [found] = await transaction.$queryRaw<{ rows: string }[]>`
    select coalesce(json_agg(one), '[]')::text as rows from (${query}) as one`
  // Of our own tables: their columns are what the caller names.
  return JSON.parse(found?.rows ?? '[]') as Row[]
}

/** Columns by the names of their fields (`createdAt` for `created_at`), for a query of `readAsJson`. */
export function columnsOf(fields: Readonly<Record<string, true>>): Prisma.Sql {
  return Prisma.raw(
    Object.keys(fields)
      .map((field) => `${field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} as "${field}"`)
      .join(', '),
  )
}

/** A row as `readAsJson` gives it. */
export type InJson<Row> = {
  [Field in keyof Row]: Row[Field] extends Date
    ? string
    : Row[Field] extends Date | null
      ? string | null
      : Row[Field]
}

export function toInstant(text: string): Date {
  return new Date(text)
}

export function toInstantOrNull(text: string | null): Date | null {
  return text === null ? null : new Date(text)
}
