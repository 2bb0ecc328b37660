import { Prisma } from './generated/client.ts'

/**
 * Whether a row of the mapping maps the messages of a day, as {@link isValidOn} says it of one: both days count, and of a message
 * whose day nobody knows only a row without dates is sure.
 *
 * @param row what the query calls the row
 */
export function rowHoldsOn(row: 'm' | 't', day: Prisma.Sql): Prisma.Sql {
  const [from, to] = [Prisma.raw(`${row}.valid_from`), Prisma.raw(`${row}.valid_to`)]
  return Prisma.sql`(${from} is null and ${to} is null or daterange(${from}, ${to}, '[]') @> ${day})`
}

/** The day of an item `i` in the calendar of its connector. */
export function dayOfItem(connectorId: string): Prisma.Sql {
  return Prisma.sql`(i.sent_at at time zone (select time_zone from connector where id = ${connectorId}::uuid))::date`
}
