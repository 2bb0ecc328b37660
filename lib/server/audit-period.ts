import { addDays, instantOf, type LocalDate } from '#lib/domain/wall-clock.ts'

/** The instants that a choice of dates means by the clock of a zone: the first of `from`, and the first after `to`. */
export function auditPeriod(
  { from, to }: { from?: LocalDate | undefined; to?: LocalDate | undefined },
  timeZone: string,
): { from: Date | undefined; until: Date | undefined } {
  return {
    from: from ? instantOf(from, '00:00', timeZone) : undefined,
    until: to ? instantOf(addDays(to, 1), '00:00', timeZone) : undefined,
  }
}
