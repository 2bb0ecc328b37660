import nodemailer from 'nodemailer'
import type { Language } from '#lib/domain/languages.ts'
import type { AlertMessage, SendFailure, SendOutcome } from '#lib/sync/ports/alert-sender.ts'
import { type AlertText, alertText } from './alert-texts.ts'

export type MailServer = {
  host: string
  port: number
  /** `starttls`: required, not only tried. `none`: for a relay on the same machine; no password is sent then. */
  security: 'starttls' | 'tls' | 'none'
  login: { user: string; password: string } | null
  from: string
}

const CONNECT_TIMEOUT_MS = 15_000
const IDLE_TIMEOUT_MS = 30_000

/** Plain text by SMTP. The Message-ID stays the same when it is sent again, so that mail programs show it once. */
export async function sendMail(
  target: { recipients: string[]; language: Language },
  message: AlertMessage,
  settings: { appUrl: string; server: MailServer | null },
  signal: AbortSignal,
): Promise<SendOutcome> {
  const { server } = settings
  if (!server) return { ok: false, code: 'mail-not-configured', detail: '', isFinal: true }
  const transport = nodemailer.createTransport({
    host: server.host,
    port: server.port,
    secure: server.security === 'tls',
    requireTLS: server.security === 'starttls',
    ignoreTLS: server.security === 'none',
    tls: { minVersion: 'TLSv1.2' },
    ...(server.login &&
      server.security !== 'none' && { auth: { user: server.login.user, pass: server.login.password } }),
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: IDLE_TIMEOUT_MS,
    dnsTimeout: CONNECT_TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const text = alertText(message, settings.appUrl, target.language)
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true })
  })
  try {
    const sent = await Promise.race([
      transport.sendMail({
        from: server.from,
        to: target.recipients,
        subject: text.subject,
        text: plainText(text),
        messageId: `<${message.id}@${new URL(settings.appUrl).hostname}>`,
        date: message.sentAt,
        // RFC 3834: an answer by itself would come to nobody.
        headers: { 'Auto-Submitted': 'auto-generated' },
      }),
      aborted,
    ])
    const refused = sent.rejected.map((one) => (typeof one === 'string' ? one : one.address))
    // The others have it: to send it again would tell them twice.
    if (refused.length > 0) return { ok: false, code: 'refused', detail: refused.join(', '), isFinal: true }
    return { ok: true, detail: sent.response }
  } catch (error) {
    return failureOf(error, signal)
  } finally {
    transport.close()
  }
}

function plainText(text: AlertText): string {
  const blocks = text.notices.map(({ title, body, when, url }) => [title, body, when, url].join('\n'))
  return [...(text.intro ? [text.intro] : []), ...blocks, '-- ', text.footer].join('\n\n')
}

const BY_CODE: Record<string, SendFailure> = {
  EAUTH: 'login-refused',
  EDNS: 'host-not-found',
  ENOTFOUND: 'host-not-found',
  ETIMEDOUT: 'timed-out',
  ETLS: 'certificate',
  EENVELOPE: 'refused',
  EMESSAGE: 'refused',
}

function failureOf(error: unknown, signal: AbortSignal): SendOutcome {
  if (signal.aborted) return { ok: false, code: 'timed-out', detail: '', isFinal: false }
  const { code, message } = error as { code?: string; message?: string }
  const isCertificate = /certificate|self.signed|altname/i.test(message ?? '')
  const failure = isCertificate ? 'certificate' : (BY_CODE[code ?? ''] ?? 'unreachable')
  return { ok: false, code: failure, detail: message ?? code ?? '', isFinal: false }
}
