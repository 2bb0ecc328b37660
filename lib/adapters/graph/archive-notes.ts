import type { ArchivedMessage } from '#lib/domain/archived-message.ts'

/**
 * Puts below a message's text what Exchange has no room for elsewhere: people without an e-mail address, recipients
 * beyond its limit, the whole of a long subject. The text itself is not touched, and stays searchable with the notes.
 */
export function withArchiveNotes(
  body: ArchivedMessage['body'],
  notes: readonly string[],
): ArchivedMessage['body'] {
  if (notes.length === 0) return body
  const lines = ['Added by the archive:', ...notes]
  if (body.contentType === 'text') {
    return { contentType: 'text', content: `${body.content}\r\n\r\n-- \r\n${lines.join('\r\n')}\r\n` }
  }
  return {
    contentType: 'html',
    content: insertBeforeEnd(body.content, `<hr><p>${lines.map(escapeHtml).join('<br>')}</p>`),
  }
}

function insertBeforeEnd(html: string, addition: string): string {
  const end = html.toLowerCase().lastIndexOf('</body>')
  return end < 0 ? html + addition : html.slice(0, end) + addition + html.slice(end)
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
