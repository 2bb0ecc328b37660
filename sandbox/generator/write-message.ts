import { createHash } from 'node:crypto'
import type { ChatFile } from './chat-files.ts'
import { type Charset, encodeText } from './encode-charset.ts'
import { type FileNameForm, fileNameParameters } from './write-file-name.ts'

/** What the sender's software decides. A re-export keeps it. */
export type Encoding = {
  charset: Charset
  transfer: 'base64' | 'quoted-printable' | '8bit'
  /** `raw` puts bytes above 127 into the header, as some software does. */
  headerText: 'base64-words' | 'quoted-words' | 'raw'
  fileNames: FileNameForm
}

/** What happens on the way: it says nothing about the message. */
export type Transport = {
  received: readonly string[]
  returnPath: string
  messageId: string
  boundarySeed: string
  /** Header lines are folded where they would grow longer. */
  foldAt: number
  foldWith: ' ' | '\t'
  /** Names of header fields have no case, and some relays write them in theirs. */
  hasLowerCaseNames: boolean
}

export type MailboxField = readonly { displayName: string; address: string }[]

export type MessageContent = {
  from: MailboxField
  to: MailboxField
  sentAt: Date
  subject: string
  text: string
  /** A second form of the text: the message is a multipart/alternative then. */
  html: string | null
  fields: readonly (readonly [name: string, value: string])[]
  files: readonly ChatFile[]
}

/** Writes the message; in UTF-8 instead, where a text has characters that the charset has not. */
export function writeMessage(content: MessageContent, encoding: Encoding, transport: Transport): Buffer {
  const header = (name: string, value: string) =>
    fold(`${transport.hasLowerCaseNames ? name.toLowerCase() : name}: ${value}`, transport)
  const words = (text: string) => headerText(text, encoding)
  const mailboxes = (field: MailboxField) =>
    field.map(({ displayName, address }) => writeMailbox(displayName, address, encoding)).join(', ')
  const lines = [
    ...transport.received.map((value) => header('Received', value)),
    `Return-Path: <${transport.returnPath}>`,
    `Message-ID: ${transport.messageId}`,
    `Date: ${content.sentAt.toUTCString().replace('GMT', '+0000')}`,
    header('From', mailboxes(content.from)),
    header('To', mailboxes(content.to)),
    header('Subject', words(content.subject)),
    ...content.fields.map(([name, value]) => header(name, words(value))),
    'MIME-Version: 1.0',
    ...writeBody(content, encoding, transport),
    '',
  ]
  return Buffer.from(lines.join('\r\n'), 'latin1')
}

/* Inside this file text is a string of one character a byte, so that charsets can stand side by side. */

function writeBody(content: MessageContent, encoding: Encoding, transport: Transport): string[] {
  const plain = textPart('plain', content.text, encoding)
  const alternatives =
    content.html === null
      ? plain
      : multipart('alternative', transport, [plain, textPart('html', content.html, encoding)])
  if (content.files.length === 0) return alternatives
  return multipart('mixed', transport, [
    alternatives,
    ...content.files.map((file) => filePart(file, encoding)),
  ])
}

function multipart(type: string, transport: Transport, parts: readonly string[][]): string[] {
  const seed = createHash('sha256').update(`${type} ${transport.boundarySeed}`).digest('hex')
  const boundary = `----=_Part_${seed.slice(0, 24)}`
  return [
    `Content-Type: multipart/${type}; boundary="${boundary}"`,
    '',
    ...parts.flatMap((part) => [`--${boundary}`, ...part]),
    `--${boundary}--`,
    '',
  ]
}

function textPart(subtype: string, text: string, encoding: Encoding): string[] {
  const lines = text.replaceAll('\n', '\r\n')
  const encoded = encodeText(lines, encoding.charset)
  const [bytes, charset] = encoded
    ? [encoded, encoding.charset]
    : [encodeText(lines, 'utf-8') as Buffer, 'utf-8']
  return [
    `Content-Type: text/${subtype}; charset=${charset}`,
    `Content-Transfer-Encoding: ${encoding.transfer}`,
    '',
    transferEncoded(bytes, encoding.transfer),
  ]
}

function filePart(file: ChatFile, encoding: Encoding): string[] {
  return [
    `Content-Type: ${file.contentType}`,
    `Content-Disposition: attachment;${fileNameParameters(file.name, encoding.fileNames)}`,
    'Content-Transfer-Encoding: base64',
    '',
    base64Lines(file.content),
  ]
}

function transferEncoded(bytes: Buffer, transfer: Encoding['transfer']): string {
  if (transfer === 'base64') return base64Lines(bytes)
  return transfer === '8bit' ? bytes.toString('latin1') : quotedPrintable(bytes)
}

export function base64Lines(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{76}/g, '$&\r\n').replace(/\r\n$/, '')
}

function quotedPrintable(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .split('\r\n')
    .map((line) => {
      const tokens = [...line].map((character) =>
        /[!-<>-~]/.test(character) || character === ' ' ? character : escapeByte(character),
      )
      // A blank at the end of a line would not survive the way.
      if (tokens.at(-1) === ' ') tokens.splice(-1, 1, '=20')
      return wrapped(tokens)
    })
    .join('\r\n')
}

function wrapped(tokens: readonly string[]): string {
  let text = ''
  let column = 0
  for (const token of tokens) {
    if (column + token.length > 75) {
      text += '=\r\n'
      column = 0
    }
    text += token
    column += token.length
  }
  return text
}

function escapeByte(character: string): string {
  return `=${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

function writeMailbox(displayName: string, address: string, encoding: Encoding): string {
  if (displayName === '') return `<${address}>`
  if (isAscii(displayName)) return `"${displayName.replace(/["\\]/g, '\\$&')}" <${address}>`
  const words = headerText(displayName, encoding)
  return encoding.headerText === 'raw' ? `"${words}" <${address}>` : `${words} <${address}>`
}

/** RFC 2047 words of at most 75 characters, none of which cuts a character in two; or raw bytes. */
function headerText(text: string, encoding: Encoding): string {
  if (isAscii(text)) return text
  const charset = encodeText(text, encoding.charset) ? encoding.charset : 'utf-8'
  const bytesOf = (part: string) => encodeText(part, charset) as Buffer
  if (encoding.headerText === 'raw') return bytesOf(text).toString('latin1')
  const [mark, longest] = encoding.headerText === 'base64-words' ? ['B', 39] : ['Q', 18]
  const words: Buffer[] = []
  let word = Buffer.alloc(0)
  for (const character of text) {
    const bytes = bytesOf(character)
    if (word.length + bytes.length > longest) {
      words.push(word)
      word = Buffer.alloc(0)
    }
    word = Buffer.concat([word, bytes])
  }
  return [...words, word]
    .map((bytes) => `=?${charset}?${mark}?${mark === 'B' ? bytes.toString('base64') : quotedWord(bytes)}?=`)
    .join(' ')
}

function quotedWord(bytes: Buffer): string {
  return [...bytes.toString('latin1')]
    .map((character) => (/[A-Za-z0-9]/.test(character) ? character : escapeByte(character)))
    .join('')
}

function fold(line: string, transport: Transport): string {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > transport.foldAt) {
      lines.push(current)
      current = word
    } else {
      current = current === '' ? word : `${current} ${word}`
    }
  }
  return [...lines, current].join(`\r\n${transport.foldWith}`)
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text)
}
