export type SiteErrorCode =
  /** The site was there and went away in the middle. */
  | 'site_connection_lost'
  /** Nothing arrived for as long as the deadline allows. */
  | 'site_timed_out'
  /** SSH works, SFTP does not. */
  | 'site_without_sftp'
  | 'site_refused_request'
  | 'site_too_many_files'
  /** The file is not the listed one any more: it is still being written. */
  | 'site_file_changed'
  | 'site_file_name_unsafe'

/** What goes wrong after the login. Never holds the password. */
export class SiteError extends Error {
  readonly code: SiteErrorCode

  constructor(code: SiteErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'SiteError'
    this.code = code
  }
}
