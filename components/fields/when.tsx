import { useFormatter } from 'next-intl'

/** A moment in a named time zone, to the minute: `22 Nov 2026, 08:30 GMT+8`. */
export function When({ at, timeZone, zoned = true }: { at: Date; timeZone: string; zoned?: boolean }) {
  const format = useFormatter()
  const text = format.dateTime(at, {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(zoned && { timeZoneName: 'short' }),
  })
  return <time dateTime={at.toISOString()}>{text}</time>
}
