import type { AddressInfo } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import type { ControlPlugin } from '#sandbox/control/control-plugin.ts'
import { html, renderPage } from '#sandbox/http/html-page.ts'
import { PortTakenError } from '#sandbox/http/listen.ts'
import type { CompleteSettings } from '#sandbox/settings.ts'
import type { Certificates } from '#sandbox/state/certificates.ts'

type ReceivedMail = {
  receivedAt: string
  encrypted: boolean
  from: string
  to: string[]
  subject: string
  messageId: string
  text: string
}

const MAX_MESSAGE_BYTES = 1024 * 1024
const MOST_KEPT = 500
/** Nobody has a mailbox below this domain (RFC 2606): 550, as a mail server says it. */
const REFUSED_DOMAIN = '.invalid'

/** A mail server that delivers to nobody: what it takes is to be looked at. STARTTLS is offered, with the sandbox's certificate. */
export async function startSmtp(settings: CompleteSettings, certificates: Certificates) {
  const received: ReceivedMail[] = []
  const server = new SMTPServer({
    name: 'localhost',
    banner: 'sandbox',
    key: certificates.key,
    cert: certificates.cert,
    authOptional: true,
    disabledCommands: ['AUTH'],
    disableReverseLookup: true,
    size: MAX_MESSAGE_BYTES,
    onRcptTo({ address }, _session, done) {
      const isRefused = address.toLowerCase().endsWith(REFUSED_DOMAIN)
      done(isRefused ? Object.assign(new Error('5.1.1 No such mailbox'), { responseCode: 550 }) : null)
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk)
      })
      stream.on('end', () => {
        if (stream.sizeExceeded) {
          done(Object.assign(new Error('5.3.4 Too large'), { responseCode: 552 }))
          return
        }
        PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          received.push({
            receivedAt: settings.now().toISOString(),
            encrypted: session.secure,
            from: mail.from?.address ?? '',
            to: session.envelope.rcptTo.map(({ address }) => address),
            subject: mail.subject ?? '',
            messageId: mail.messageId ?? '',
            text: mail.text ?? '',
          })
          if (received.length > MOST_KEPT) received.shift()
          done(null, 'kept by the sandbox')
        }, done)
      })
    },
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTakenError('smtpPort', settings.smtpPort) : error),
    )
    server.listen(settings.smtpPort, settings.host, () => resolve())
  })
  // A client that hangs up is its own affair.
  server.on('error', () => undefined)
  const control: ControlPlugin = {
    routes: [
      { method: 'GET', path: '/mails', handle: () => ({ status: 200, json: received }) },
      { method: 'GET', path: '/mail', handle: () => ({ status: 200, page: renderMails(received) }) },
    ],
    reset: () => {
      received.length = 0
    },
  }
  return {
    host: 'localhost',
    port: (server.server.address() as AddressInfo).port,
    control,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

function renderMails(mails: readonly ReceivedMail[]): string {
  return renderPage(
    'Mail',
    html`<p><a href="/">All mailboxes</a></p>
<h1>Mail</h1>
<p class="note">What came to the sandbox's mail server. The same as data: <a href="/mails">/mails</a>.</p>
${mails.length === 0 ? html`<p>Nothing has come.</p>` : ''}
${mails.toReversed().map(
  (mail) => html`<article aria-label="${mail.subject}">
<h2>${mail.subject}</h2>
<p class="note">${mail.receivedAt}, from ${mail.from} to ${mail.to.join(', ')}${mail.encrypted ? ', encrypted' : ''}</p>
<pre>${mail.text}</pre>
</article>`,
)}`,
  )
}
