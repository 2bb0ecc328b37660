import type { UploadSession } from './upload-sessions.ts'

const PATTERN =
  /^\/api\/v2\.0\/Users\('[^']+'\)\/Messages\('[^']+'\)\/AttachmentSessions\('([\w-]+)'\)\?authtoken=([\w-]+)$/

/** Below the host for uploads, in the form that Outlook's own has; whoever knows it may upload. */
export function uploadPath({ userId, messageKey, token }: UploadSession): string {
  return `/api/v2.0/Users('${userId}')/Messages('${encodeURIComponent(messageKey)}')/AttachmentSessions('${token}')?authtoken=${token}`
}

/** The token of the session that a path and query names; null where it names none. */
export function tokenOf(url: string): string | null {
  // Clients differ in whether they escape quotes and parentheses.
  const match = PATTERN.exec(url.replaceAll('%27', "'").replaceAll('%28', '(').replaceAll('%29', ')'))
  return match?.[1] !== undefined && match[1] === match[2] ? match[1] : null
}

/** Where the attachment is, as the `Location` of the last answer says it: clients split it at the quotes. */
export function attachmentPath({ userId, messageKey }: UploadSession, attachmentId: string): string {
  return `/api/v2.0/Users('${userId}')/Messages('${encodeURIComponent(messageKey)}')/Attachments('${encodeURIComponent(attachmentId)}')`
}
