// What next-intl is made of, and without React: a worker has none, and next-intl's own entry wants Next.
import { createFormatter, createTranslator } from 'use-intl/core'
import { alertWords } from '#lib/domain/alert-words.ts'
import type { AlertMessage, AlertNotice } from '#lib/sync/ports/alert-sender.ts'
import messages from '../../../messages/en.json' with { type: 'json' }

export type AlertText = {
  subject: string
  intro: string | null
  notices: { title: string; body: string; when: string; url: string; severity: AlertNotice['severity'] }[]
  openLabel: string
  footer: string
}

const LOCALE = 'en-GB'

/** A message in words, from the same files as the pages. The people who read it did not choose a language yet. */
export function alertText(message: AlertMessage, appUrl: string): AlertText {
  const t = createTranslator({ locale: LOCALE, messages, namespace: 'alerts.message' })
  const notices = message.notices.map((notice) => noticeText(notice, appUrl))
  const [first] = notices
  const subject =
    message.kind === 'test'
      ? t('testSubject')
      : message.kind === 'digest' || !first
        ? t('digestSubject', { count: notices.length })
        : first.title
  const intros = { test: t('testBody'), digest: t('digestIntro'), alert: null }
  return { subject, intro: intros[message.kind], notices, openLabel: t('open'), footer: t('footer') }
}

function noticeText(notice: AlertNotice, appUrl: string): AlertText['notices'][number] {
  const t = createTranslator({ locale: LOCALE, messages, namespace: 'alerts' })
  const tErrors = createTranslator({ locale: LOCALE, messages, namespace: 'run.errors' })
  const format = createFormatter({ locale: LOCALE })
  const words = alertWords(notice.connectorName, notice.facts, {
    day: (day) => format.dateTime(new Date(`${day}T00:00:00Z`), { dateStyle: 'medium', timeZone: 'UTC' }),
    list: (names) => format.list(names),
    more: (count) => t('more', { count }),
    reason: (code) => tErrors(tErrors.has(code as never) ? (code as never) : 'other'),
  })
  const title = t(`kinds.${notice.kind}.title`, words)
  const isOver = notice.event === 'resolved'
  const at = (isOver && notice.resolvedAt) || notice.raisedAt
  const when = format.dateTime(at, {
    timeZone: notice.timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  })
  const connectorPath = `/data-connectors/connectors/${notice.connectorId}`
  return {
    title: isOver ? t('message.resolvedTitle', { title }) : title,
    body: isOver ? t('message.resolvedBody') : t(`kinds.${notice.kind}.body`, words),
    when: isOver ? when : t('message.raisedAt', { when }),
    url: new URL(notice.runId ? `${connectorPath}/runs/${notice.runId}` : connectorPath, appUrl).href,
    severity: notice.severity,
  }
}
