import { createHash } from 'node:crypto'

export type Correspondent = { name: string; address: string }

export type EmlAttachment = { name: string; contentType: string; content: Buffer; contentId?: string }

export type Eml = {
  messageId: string
  from: Correspondent
  to: readonly Correspondent[]
  sentAt: Date
  subject: string
  text: string
  /** Header fields behind the standard ones, in this order; values in ASCII or not. */
  headers: readonly (readonly [name: string, value: string])[]
  attachments: readonly EmlAttachment[]
}

/** A message in RFC 5322 and MIME form: UTF-8 in base64, multipart/mixed when there is something attached. */
export function composeEml(eml: Eml): Buffer {
  const header = [
    `Message-ID: ${eml.messageId}`,
    `Date: ${toRfc5322Date(eml.sentAt)}`,
    `From: ${toAddress(eml.from)}`,
    `To: ${eml.to.map(toAddress).join(',\r\n ')}`,
    `Subject: ${encodeWords(eml.subject)}`,
    ...eml.headers.map(([name, value]) => `${name}: ${encodeWords(value)}`),
    'MIME-Version: 1.0',
  ]
  const textPart = [
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    toBase64Lines(Buffer.from(eml.text, 'utf8')),
  ]
  if (eml.attachments.length === 0) return toBuffer([...header, ...textPart])

  const boundary = `=_tm_${createHash('sha256').update(eml.messageId).digest('hex').slice(0, 32)}`
  return toBuffer([
    ...header,
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    ...[textPart, ...eml.attachments.map(toPart)].flatMap((part) => [`--${boundary}`, ...part]),
    `--${boundary}--`,
    '',
  ])
}

function toPart(attachment: EmlAttachment): string[] {
  const isInline = attachment.contentId !== undefined
  return [
    `Content-Type: ${attachment.contentType}`,
    `Content-Disposition: ${isInline ? 'inline' : 'attachment'}; ${fileNameParameter(attachment.name)}`,
    ...(isInline ? [`Content-ID: <${attachment.contentId}>`] : []),
    'Content-Transfer-Encoding: base64',
    '',
    toBase64Lines(attachment.content),
  ]
}

/** RFC 2231 where the name is not ASCII. */
function fileNameParameter(name: string): string {
  if (/^[\w .()-]+$/.test(name)) return `filename="${name}"`
  return `filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)}`
}

function toAddress({ name, address }: Correspondent): string {
  if (name === '') return `<${address}>`
  if (isAscii(name)) return `"${name.replace(/["\\]/g, '\\$&')}" <${address}>`
  return `${encodeWords(name)}\r\n <${address}>`
}

/** RFC 2047: words of at most 75 characters, none of which cuts a character in two. */
function encodeWords(text: string): string {
  if (isAscii(text)) return text
  const words: string[] = []
  let chunk = ''
  for (const character of text) {
    if (Buffer.byteLength(chunk + character) > 42) {
      words.push(chunk)
      chunk = ''
    }
    chunk += character
  }
  words.push(chunk)
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word, 'utf8').toString('base64')}?=`).join('\r\n ')
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}

function toBase64Lines(content: Buffer): string {
  return content.toString('base64').replace(/.{76}/g, '$&\r\n').replace(/\r\n$/, '')
}

function toRfc5322Date(time: Date): string {
  return time.toUTCString().replace('GMT', '+0000')
}

function toBuffer(lines: readonly string[]): Buffer {
  return Buffer.from(`${lines.join('\r\n')}\r\n`, 'utf8')
}
