import { z } from 'zod'
import type { Directory, DirectoryAnswer, DirectoryUser, GroupDirectory } from '#lib/sync/ports/directory.ts'
import type { GraphClient } from './graph-client.ts'
import { GraphRequestError, MAILBOX_GONE_CODES } from './graph-errors.ts'
import { goneReason } from './mailbox-outcome.ts'
import { quoted, withQuery } from './odata.ts'

/** Entra ID's users and their mailboxes, by Microsoft Graph. */
export class GraphDirectory implements Directory, GroupDirectory {
  readonly #graph: GraphClient

  constructor(graph: GraphClient) {
    this.#graph = graph
  }

  async findUser(address: string): Promise<DirectoryAnswer> {
    const wanted = address.trim()
    if (!isAddress(wanted)) return { found: false, reason: 'not-found' }
    const people = await this.#usersWith(wanted)
    if (!Array.isArray(people)) return people
    const members = people.filter((person) => person.userType?.toLowerCase() !== 'guest')
    const [member] = members
    if (!member) return { found: false, reason: people.length > 0 ? 'guest' : 'not-found' }
    if (members.length > 1) return { found: false, reason: 'ambiguous' }
    return this.#probeMailbox(toUser(member))
  }

  async findUserById(objectId: string): Promise<DirectoryAnswer> {
    const path = withQuery(`/users/${encodeURIComponent(objectId)}`, { $select: USER_PROPERTIES })
    let answer: unknown
    try {
      answer = await this.#graph.get(path)
    } catch (error) {
      if (error instanceof GraphRequestError && error.code === 'graph_not_found')
        return { found: false, reason: 'not-found' }
      return unansweredBy('directory', error)
    }
    const person = userSchema.safeParse(answer)
    return person.success ? this.#probeMailbox(toUser(person.data)) : UNREADABLE
  }

  async findGroups(addresses: readonly string[]): Promise<ReadonlySet<string> | null> {
    const wanted = [...new Set(addresses.filter(isAddress))]
    const found = new Set<string>()
    for (let from = 0; from < wanted.length; from += ADDRESSES_A_FILTER) {
      const some = wanted.slice(from, from + ADDRESSES_A_FILTER)
      const taken = await this.#groupAddresses(some)
      if (!taken) return null
      for (const address of some) if (taken.has(`smtp:${address.toLowerCase()}`)) found.add(address)
    }
    return found
  }

  /** With their `smtp:`, in small letters. */
  async #groupAddresses(addresses: readonly string[]): Promise<Set<string> | null> {
    const path = withQuery('/groups', {
      // The primary address is among them.
      $filter: addresses
        .map((address) => `proxyAddresses/any(p:p eq ${quoted(`smtp:${address}`)})`)
        .join(' or '),
      $select: 'id,mailEnabled,proxyAddresses',
      $top: '100',
    })
    let answer: unknown
    try {
      answer = await this.#graph.get(path)
    } catch (error) {
      // Without the permission too. What it is that has no mailbox is worth knowing, and not worth failing for.
      if (error instanceof GraphRequestError) return null
      throw error
    }
    const groups = groupsSchema.safeParse(answer)
    if (!groups.success) return null
    const mailGroups = groups.data.value.filter(({ mailEnabled }) => mailEnabled !== false)
    return new Set(
      mailGroups.flatMap(({ proxyAddresses }) => proxyAddresses.map((address) => address.toLowerCase())),
    )
  }

  async #usersWith(address: string): Promise<z.infer<typeof userSchema>[] | Unanswered> {
    const filter = [
      `mail eq ${quoted(address)}`,
      `userPrincipalName eq ${quoted(address)}`,
      // The primary address is kept as SMTP:, the others as smtp:; the comparison ignores case.
      `proxyAddresses/any(p:p eq ${quoted(`smtp:${address}`)})`,
    ].join(' or ')
    const path = withQuery('/users', {
      $filter: filter,
      $select: USER_PROPERTIES,
      $top: '10',
    })
    let answer: unknown
    try {
      answer = await this.#graph.get(path)
    } catch (error) {
      return unansweredBy('directory', error)
    }
    const people = usersSchema.safeParse(answer)
    if (people.success) return [...new Map(people.data.value.map((person) => [person.id, person])).values()]
    return UNREADABLE
  }

  /** Neither a licence nor an enabled account says whether there is a mailbox: leavers and shared ones have neither. */
  async #probeMailbox(user: DirectoryUser): Promise<DirectoryAnswer> {
    try {
      const path = `/users/${encodeURIComponent(user.objectId)}/mailFolders/msgfolderroot`
      await this.#graph.get(withQuery(path, { $select: 'id' }))
      return { found: true, user }
    } catch (error) {
      if (!(error instanceof GraphRequestError)) throw error
      // Exchange's role-based access control says so mailbox by mailbox: one outside its scope must not hold up the others.
      if (error.code === 'graph_forbidden') return { found: false, reason: 'mailbox-refused' }
      if (error.code !== 'graph_not_found') return unansweredBy('mailbox', error)
      if (!MAILBOX_GONE_CODES.has(error.graphCode)) return { found: false, reason: 'mailbox-not-reachable' }
      const reason = goneReason(error)
      return { found: false, reason: reason === 'mailbox-gone' ? 'no-mailbox' : reason }
    }
  }
}

const USER_PROPERTIES = 'id,displayName,mail,userPrincipalName,userType,accountEnabled'

function toUser(person: z.infer<typeof userSchema>): DirectoryUser {
  return {
    objectId: person.id,
    address: person.mail || person.userPrincipalName,
    displayName: person.displayName ?? '',
    ...(person.accountEnabled === false && { isDisabled: true }),
  }
}

type Unanswered = Extract<DirectoryAnswer, { found: 'unanswered' }>

const UNREADABLE: Unanswered = {
  found: 'unanswered',
  by: 'directory',
  code: 'graph_unavailable',
  detail: 'Microsoft Graph gave an answer that could not be read.',
  retryAfterMs: null,
  isRefusal: false,
}

/** @throws what is about the app, and would be the same for everybody: its token, its permission. */
function unansweredBy(by: Unanswered['by'], error: unknown): Unanswered {
  if (!(error instanceof GraphRequestError)) throw error
  const { code, message: detail, retryAfterMs } = error
  if (code === 'graph_unauthorized' || code === 'graph_forbidden') throw error
  const isRefusal = code === 'graph_refused' || code === 'graph_not_found'
  return { found: 'unanswered', by, code, detail, retryAfterMs, isRefusal }
}

const userSchema = z.object({
  id: z.string().min(1),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string().min(1),
  /** Null for people synchronized before 2014: members. */
  userType: z.string().nullish(),
  accountEnabled: z.boolean().nullish(),
})

const groupsSchema = z.object({
  value: z.array(
    z.object({
      mailEnabled: z.boolean().nullish(),
      proxyAddresses: z.array(z.string()).default([]),
    }),
  ),
})

/** Graph takes 15 clauses joined by `or`. */
const ADDRESSES_A_FILTER = 15

const usersSchema = z.object({ value: z.array(userSchema) })

/** What cannot be an address is not asked for: it comes from a message, and goes into a filter. */
function isAddress(text: string): boolean {
  return text.length <= 320 && /^[^@\s\p{Cc}]+@[^@\s\p{Cc}]+$/u.test(text)
}
