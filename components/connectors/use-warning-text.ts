import { useFormatter, useTranslations } from 'next-intl'
import type { ConnectorWarning } from '#lib/domain/connector-warnings.ts'
import type { LocalDate } from '#lib/domain/wall-clock.ts'

/** A warning in one sentence, with the first `mostNamed` of its dates or people by name. */
export function useWarningText(mostNamed: number): (warning: ConnectorWarning) => string {
  const t = useTranslations('connectors.warnings')
  const format = useFormatter()
  // A date of the connector's calendar is no instant: it is the same date wherever it is read.
  const dateOf = (day: LocalDate) =>
    format.dateTime(new Date(`${day}T00:00:00Z`), { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const listOf = (named: string[], count: number) => {
    const more = count - named.length
    return format.list(more > 0 ? [...named, t('more', { count: more })] : named)
  }
  return (warning) => {
    const { kind, count } = warning
    if (kind === 'people-silent') {
      const people = warning.people.slice(0, mostNamed)
      const named = people.map(({ name, lastDay }) => t('personSince', { name, day: dateOf(lastDay) }))
      return t(kind, { count, people: listOf(named, count) })
    }
    if (kind === 'days-without-package' || kind === 'source-silent') {
      return t(kind, { count, days: listOf(warning.days.slice(0, mostNamed).map(dateOf), count) })
    }
    return t(kind, { count })
  }
}
