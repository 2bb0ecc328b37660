'use client'

import { useFormatter } from 'next-intl'

/** A moment of today to the second, in the zone of whoever looks. Only for what never comes from the server. */
export function LocalTime({ at }: { at: Date }) {
  const format = useFormatter()
  const text = format.dateTime(at, {
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  })
  return <time dateTime={at.toISOString()}>{text}</time>
}
