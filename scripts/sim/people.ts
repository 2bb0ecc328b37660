import type { DirectoryAnswer } from '#lib/sync/ports/directory.ts'

/** Somebody on messages. */
export type Person = {
  name: string
  phone: string
  /** Empty: their messages carry the number only. */
  address: string
  /** Where their messages belong; null: a customer, who has no mailbox here. */
  mailbox: { objectId: string; address: string } | null
  /** From when on the directory knows the mailbox. */
  comesAtMs: number
  /** From when on it is gone. */
  leavesAtMs: number
}

/** How a person stands in a header field. */
export function fieldOf(person: Person): string {
  return `${person.name} ${person.phone} <${person.address || person.phone}>`
}

export function findUserByIdAmong(people: readonly Person[], objectId: string, nowMs: number) {
  const address = people.find((one) => one.mailbox?.objectId === objectId)?.mailbox?.address ?? ''
  return findUserAmong(people, address, nowMs)
}

export function findUserAmong(people: readonly Person[], address: string, nowMs: number): DirectoryAnswer {
  const person = people.find((one) => one.mailbox?.address === address)
  if (!person?.mailbox || nowMs < person.comesAtMs) return { found: false, reason: 'not-found' }
  if (nowMs >= person.leavesAtMs) return { found: false, reason: 'no-mailbox' }
  return { found: true, user: { ...person.mailbox, displayName: person.name } }
}
