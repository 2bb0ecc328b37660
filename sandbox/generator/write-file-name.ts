import { encodeText } from './encode-charset.ts'

/**
 * How a file name that is not ASCII is written: RFC 2231, the same in numbered parts, RFC 2047 words inside quotes
 * (forbidden, and the most common of all), or raw bytes.
 */
export type FileNameForm = 'rfc2231' | 'rfc2231-parts' | 'rfc2047' | 'raw-utf-8'

/** The parameters of a Content-Disposition, each with the fold or blank before it; one character a byte. */
export function fileNameParameters(name: string, form: FileNameForm): string {
  if (/^[\w .()-]+$/.test(name)) return ` filename="${name}"`
  if (form === 'raw-utf-8') return ` filename="${bytesOf(name).toString('latin1')}"`
  if (form === 'rfc2047') {
    const words = chunks(name, 12).map((chunk) => `=?UTF-8?B?${bytesOf(chunk).toString('base64')}?=`)
    return `\r\n filename="${words.join('\r\n ')}"`
  }
  if (form === 'rfc2231') return `\r\n filename*=UTF-8''${percentEncoded(name)}`
  return chunks(name, 6)
    .map((chunk, index) => `\r\n filename*${index}*=${index === 0 ? "UTF-8''" : ''}${percentEncoded(chunk)}`)
    .join(';')
}

function bytesOf(text: string): Buffer {
  return encodeText(text, 'utf-8') as Buffer
}

function chunks(text: string, length: number): string[] {
  const characters = [...text]
  const found: string[] = []
  for (let start = 0; start < characters.length; start += length) {
    found.push(characters.slice(start, start + length).join(''))
  }
  return found
}

function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(/['()*!]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}
