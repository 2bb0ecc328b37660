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
  /** Of a run: not one that it read or took again. */
  | 'item-gone'
  /** Nobody whom the connector archives. */
  | 'person-gone'
  /** A staged package that is not there any more, or is not what was stored. */
  | 'package-gone'
  | 'connector-not-active'
  | 'nothing-waits'
  | 'run-under-way'
  | 'run-gone'
  /** Why a run was not cancelled; the last: nothing of it is left that has not been sent. */
  | 'run-over'
  | 'run-being-cancelled'
  | 'run-all-sent'
  /** Somebody else has saved since the page was opened. */
  | 'changed-meanwhile'
  | 'step-not-open'
  | 'terms-changed'
  | 'password-needed'
  | 'key-needed'
  | 'site-interrupted'
  /** The person stopped it, or went away. */
  | 'cancelled'
  | 'login-changed'
  /** The reasons of the private key's reader, one for one. */
  | 'key-unreadable'
  | 'key-is-public'
  | 'key-passphrase-needed'
  | 'key-passphrase-wrong'
  | 'key-unsupported'
  | 'without-sftp'
  | 'mapping-invalid'
  /** Two rows would hold for one number on one day. */
  | 'mapping-ambiguous'
  /** Microsoft 365 says of a typed mailbox that it is not there, or not a person's. It can be saved all the same. */
  | 'mailbox-problem'
  /** Confirmed already, discarded, replaced by another one, or too old. */
  | 'upload-gone'
  /** Delivered meanwhile, or its channel was removed. */
  | 'alert-gone'
  | 'channel-not-set-up'
  | 'name-taken'
  | 'start-in-future'
  /** The reasons of the source's port, one for one. */
  | 'host-not-allowed'
  | 'host-not-found'
  | 'unreachable'
  | 'timed-out'
  | 'host-key-unknown'
  | 'host-key-changed'
  | 'no-ssh'
  | 'login-refused'
  | 'key-refused'
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
