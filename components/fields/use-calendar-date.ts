import { useFormatter } from 'next-intl'

/** A date of a connector's calendar in short: no instant, and the same wherever it is read. */
export function useCalendarDate(): (date: string) => string {
  const format = useFormatter()
  return (date) =>
    format.dateTime(new Date(`${date}T00:00:00Z`), { timeZone: 'UTC', day: 'numeric', month: 'short' })
}
