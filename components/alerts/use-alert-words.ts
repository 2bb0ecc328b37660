import { useFormatter, useTranslations } from 'next-intl'
import type { AlertFacts, AlertKind } from '#lib/domain/alert-kinds.ts'
import { alertWords } from '#lib/domain/alert-words.ts'

export type WordedAlert = { kind: AlertKind; connectorName: string; facts: AlertFacts }

/** The title of an alert, and what to do about it. */
export function useAlertWords(): (alert: WordedAlert) => { title: string; body: string } {
  const t = useTranslations('alerts')
  const tErrors = useTranslations('run.errors')
  const format = useFormatter()
  return ({ kind, connectorName, facts }) => {
    const words = alertWords(connectorName, facts, {
      // A date of the connector's calendar is no instant: it is the same date wherever it is read.
      day: (day) => format.dateTime(new Date(`${day}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' }),
      list: (names) => format.list(names),
      more: (count) => t('more', { count }),
      reason: (code) => {
        const key = code as Parameters<typeof tErrors>[0]
        return tErrors.has(key) ? tErrors(key) : tErrors('other')
      },
    })
    return { title: t(`kinds.${kind}.title`, words), body: t(`kinds.${kind}.body`, words) }
  }
}
