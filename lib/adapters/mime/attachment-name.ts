/**
 * A file name that Exchange and every disk accept: never empty, no path, no control characters. A part without a
 * name is called `attachment-N` with the extension of its type, N counting from 1; a message is always an `.eml`.
 */
export function fileNameFor(givenName: string | null, contentType: string, index: number): string {
  const type = contentType.toLowerCase()
  const name = safeName(givenName ?? '')
  if (!name) return `attachment-${index + 1}.${EXTENSIONS[type] ?? 'bin'}`
  if (type === 'message/rfc822' && !/\.eml$/i.test(name)) return `${shortened(name, '.eml')}.eml`
  return shortened(name, '')
}

/** The types that chats carry; what is missing here only costs a nicer name. */
const EXTENSIONS: Record<string, string> = {
  'application/json': 'json',
  'application/msword': 'doc',
  'application/pdf': 'pdf',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/zip': 'zip',
  'audio/amr': 'amr',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/vcard': 'vcf',
  'text/x-vcard': 'vcf',
  'video/3gpp': '3gp',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
}

function safeName(name: string): string {
  const printable = name.toWellFormed().replace(/\p{Cc}/gu, '')
  const lastSegment = printable.split(/[/\\]/).at(-1) ?? ''
  const trimmed = lastSegment.trim()
  return /^\.*$/.test(trimmed) ? '' : trimmed
}

/** MAPI's long file name holds 255 characters. The end stays, because it says what the file is. */
const LONGEST_NAME = 255

function shortened(name: string, suffix: string): string {
  const room = LONGEST_NAME - suffix.length
  if (name.length <= room) return name
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? ''
  return name.slice(0, room - extension.length).toWellFormed() + extension
}
