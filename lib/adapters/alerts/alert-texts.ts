// What next-intl is made of, and without React: a worker has none, and next-intl's own entry wants Next.
import { createFormatter, createTranslator } from 'use-intl/core'
import { alertPath } from '#lib/domain/alert-path.ts'
import { alertWords } from '#lib/domain/alert-words.ts'
import type { Language } from '#lib/domain/languages.ts'
import type { AlertMessage, AlertNotice } from '#lib/sync/ports/alert-sender.ts'
import en from '../../../messages/en.json' with { type: 'json' }
import sv from '../../../messages/sv.json' with { type: 'json' }
import zhCN from '../../../messages/zh-CN.json' with { type: 'json' }

export type AlertText = {
  subject: string
  intro: string | null
  notices: { title: string; body: string; when: string; url: string; severity: AlertNotice['severity'] }[]
  openLabel: string
  footer: string
}

const MESSAGES: Record<Language, typeof en> = { 'en-GB': en, 'sv-SE': sv, 'zh-CN': zhCN }

const wordsOf = (language: Language) => ({ locale: language, messages: MESSAGES[language] })

/** A message in words, from the same files as the pages, in the language that was chosen for the channel. */
export function alertText(message: AlertMessage, appUrl: string, language: Language): AlertText {
  const t = createTranslator({ ...wordsOf(language), namespace: 'alerts.message' })
  const notices = message.notices.map((notice) => noticeText(notice, appUrl, language))
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

function noticeText(notice: AlertNotice, appUrl: string, language: Language): AlertText['notices'][number] {
  const t = createTranslator({ ...wordsOf(language), namespace: 'alerts' })
  const tErrors = createTranslator({ ...wordsOf(language), namespace: 'run.errors' })
  const format = createFormatter({ locale: language })
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
  return {
    title: isOver ? t('message.resolvedTitle', { title }) : title,
    body: isOver ? t('message.resolvedBody') : t(`kinds.${notice.kind}.body`, words),
    when: isOver ? when : t('message.raisedAt', { when }),
    url: new URL(alertPath(notice), appUrl).href,
    severity: notice.severity,
  }
}
