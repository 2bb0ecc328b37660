import type { Person } from '#sandbox/directory/person.ts'
import { describeRole } from '#sandbox/entra/person-picker-page.ts'
import { PROPERTY_IDS } from '#sandbox/graph/messages/extended-property.ts'
import type { Recipient } from '#sandbox/graph/messages/read-recipients.ts'
import { type Html, html, renderPage } from '#sandbox/http/html-page.ts'
import type { MailboxContents, MessageContents } from './mailbox-contents.ts'

/** The list of mailboxes with what is in them. */
export function renderMailboxList(
  mailboxes: readonly { user: Person; folders: { path: string; messages: number }[] }[],
): string {
  return renderPage(
    'Mailboxes',
    html`<h1>Mailboxes</h1>
<p class="note">What the sandbox's Exchange holds. The same as data: <a href="/mailboxes">/mailboxes</a>, <a href="/users">/users</a>.</p>
<table>
<thead><tr><th scope="col">Mailbox</th><th scope="col">Address</th><th scope="col">Role in the app</th><th scope="col">Folders with messages</th></tr></thead>
<tbody>
${mailboxes.map(
  ({ user, folders }) => html`<tr>
<th scope="row"><a href="/mailbox/${user.id}">${user.displayName}</a></th>
<td>${user.mail ?? user.userPrincipalName}</td>
<td>${describeRole(user)}${user.accountEnabled ? '' : ', account disabled'}</td>
<td>${
    folders
      .filter((folder) => folder.messages > 0)
      .map((folder) => `${folder.path} (${folder.messages})`)
      .join(', ') || 'None'
  }</td>
</tr>
`,
)}
</tbody>
</table>`,
  )
}

/** One mailbox: its folders that hold something, and every message in them. */
export function renderMailbox({ user, folders }: MailboxContents): string {
  const used = folders.filter((folder) => folder.messages.length > 0)
  return renderPage(
    `Mailbox of ${user.displayName}`,
    html`<p><a href="/">All mailboxes</a></p>
<h1>${user.displayName}</h1>
<p class="note">${user.mail ?? user.userPrincipalName}</p>
${used.length === 0 ? html`<p>This mailbox has no messages.</p>` : ''}
${used.map(
  (folder) => html`<h2>${folder.path} (${folder.messages.length})</h2>
${folder.messages.map(renderMessage)}`,
)}`,
  )
}

export function renderNotFound(): string {
  return renderPage('Not found', html`<h1>Not found</h1><p><a href="/">All mailboxes</a></p>`)
}

function renderMessage(message: MessageContents): Html {
  const body = message.body as { contentType: string; content: string } | undefined
  return html`<article aria-label="${message.subject || '(no subject)'}">
<h3>${message.subject || '(no subject)'}</h3>
<dl>
${row('From', recipients([message.from]))}
${row('To', recipients(message.toRecipients))}
${row('Cc', recipients(message.ccRecipients))}
${row('Bcc', recipients(message.bccRecipients))}
${row('Sent', message.sentAt)}
${row('Received', message.receivedAt)}
${row('Class', extended(message, PROPERTY_IDS.messageClass) ?? 'IPM.Note')}
${row('State', `${message.isDraft ? 'Draft' : 'Received'}, ${message.isRead ? 'read' : 'unread'}`)}
${row('Categories', (message.categories as string[] | undefined)?.join(', ') ?? '')}
${row('Message-ID', message.internetMessageId)}
${message.singleValueExtendedProperties.map(({ id, value }) => row(id, value))}
${message.attachments.map((attachment) =>
  row(
    attachment.isInline ? 'Inline' : 'Attachment',
    `${attachment.name} (${attachment.contentType}, ${attachment.sizeBytes} bytes, SHA-256 ${attachment.sha256})`,
  ),
)}
</dl>
<pre>${body?.content ?? ''}</pre>
</article>
`
}

function row(term: string, description: string): Html {
  return description === '' ? { markup: '' } : html`<dt>${term}</dt><dd>${description}</dd>\n`
}

function recipients(value: unknown): string {
  const list = Array.isArray(value) ? (value as (Recipient | undefined)[]) : []
  return list
    .flatMap((recipient) => (recipient ? [recipient.emailAddress] : []))
    .map(({ name, address }) => (name === address ? address : `${name} <${address}>`))
    .join('; ')
}

function extended(message: MessageContents, id: string): string | undefined {
  return message.singleValueExtendedProperties.find((property) => property.id === id)?.value
}
