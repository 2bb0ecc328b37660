/** RFC 5321 allows 64 characters before the sign and 255 after it. */
const LONGEST_ADDRESS = 320
/** An Exchange address needs a domain with a dot; the rest is for the directory to say. */
const MAILBOX_ADDRESS = /^[^\s@,;<>"']+@[^\s@,;<>"']+\.[^\s@,;<>"']+$/
const CONTROL = /\p{Cc}/u

/** A mailbox as a person wrote it, in the form in which addresses are compared; null when it is no address. */
export function normalizeMailboxAddress(raw: string): string | null {
  const address = raw.trim().normalize('NFKC').toLowerCase()
  const isAddress =
    address.length <= LONGEST_ADDRESS &&
    MAILBOX_ADDRESS.test(address) &&
    !CONTROL.test(address) &&
    address.isWellFormed()
  return isAddress ? address : null
}
