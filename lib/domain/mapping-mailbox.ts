/** An Exchange address needs a domain with a dot; the rest is for the directory to say. */
const MAILBOX = /^[^\s@,;<>"'][^\s@,;<>"]*@[^\s@,;<>"']+\.[^\s@,;<>"']+$/
const LONGEST_MAILBOX = 320
/** What copying from a web page or a mail leaves behind, and the apostrophe with which a spreadsheet keeps text as it is. */
const REMNANTS = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** The one form in which mailboxes of a mapping are stored and compared: lower case, without what cannot be seen. */
export function normalizeMailbox(raw: string): string {
  if (PLAIN.test(raw)) return raw
  return raw.normalize('NFKC').replace(REMNANTS, '').trim().replace(/^'/, '').trim().toLowerCase()
}

export function isMailbox(mailbox: string): boolean {
  return mailbox.length <= LONGEST_MAILBOX && MAILBOX.test(mailbox) && !CONTROL.test(mailbox)
}

export function looksLikeMailbox(raw: string): boolean {
  return isMailbox(normalizeMailbox(raw))
}

/** Already as it should be, as nearly all of a large file are. */
const PLAIN = /^[a-z0-9._%+-]+@[a-z0-9.-]+$/
/** Postgres cannot store a NUL, and U+FFFD is what a wrong encoding leaves. */
const CONTROL = /[\p{Cc}\ufffd\p{Cs}]/u
