/** Why something asked for was not done. Each has a sentence in the message files, under `refusals`. */
export type RefusalCode =
  | 'session-expired'
  | 'token-refused'
  | 'cross-origin'
  | 'no-permission'
  | 'invalid-input'
  /** A fault of ours; its reference stands in the log. */
  | 'unexpected'
  /** The browser got no answer, or one for another build of the app. */
  | 'no-answer'
  | 'connector-gone'
  | 'connector-not-active'
  | 'step-not-open'
  | 'terms-changed'
  | 'password-needed'
  | 'site-interrupted'
  | 'mapping-invalid'
  | 'name-taken'
  | 'start-in-future'
  /** The reasons of the source's port, one for one. */
  | 'host-not-allowed'
  | 'host-not-found'
  | 'unreachable'
  | 'timed-out'
  | 'host-key-unknown'
  | 'host-key-changed'
  | 'login-refused'
  | 'folder-not-found'

export type Refusal = {
  ok: false
  error: {
    code: RefusalCode
    /** By field of the form: keys of the message files, under `fieldErrors`. */
    fields?: Record<string, string[]>
    /** What the sentence names. */
    values?: Record<string, string | number>
  }
}

/** What an action of the web app answers. Expected refusals are values; faults become `unexpected`. */
export type ActionResult<T> = { ok: true; value: T } | Refusal

export function refuse(code: RefusalCode, more?: Omit<Refusal['error'], 'code'>): Refusal {
  return { ok: false, error: { code, ...more } }
}
