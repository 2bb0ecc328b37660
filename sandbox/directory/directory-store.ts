import type { DatabaseSync } from 'node:sqlite'
import type { Person } from './person.ts'

export type DirectoryStore = ReturnType<typeof openDirectoryStore>

/**
 * The people of the tenant. All of them are held in memory, since this process is the only writer and every mail request
 * names one; the database is where they survive a restart.
 */
export function openDirectoryStore(database: DatabaseSync) {
  const people: Person[] = []
  const byId = new Map<string, Person>()
  const byPrincipalName = new Map<string, Person>()
  const byMail = new Map<string, Person[]>()
  const byProxyAddress = new Map<string, Person[]>()
  const insert = database.prepare('INSERT INTO people (id, person) VALUES (?, ?)')
  const update = database.prepare('UPDATE people SET person = ? WHERE id = ?')
  const remove = database.prepare('DELETE FROM people WHERE id = ?')

  function index(person: Person): void {
    people.push(person)
    byId.set(person.id.toLowerCase(), person)
    byPrincipalName.set(person.userPrincipalName.toLowerCase(), person)
    if (person.mail !== null) append(byMail, person.mail, person)
    for (const address of person.proxyAddresses) append(byProxyAddress, address, person)
  }

  /** Rare, and every index can be touched: made anew. */
  function indexAnew(everybody: readonly Person[]): void {
    people.length = 0
    for (const map of [byId, byPrincipalName, byMail, byProxyAddress]) map.clear()
    for (const person of everybody) index(person)
  }

  for (const row of database.prepare('SELECT person FROM people ORDER BY number').all()) {
    index(JSON.parse(String(row.person)) as Person)
  }

  return {
    /** Keeps a new person. @throws {PersonExistsError} when the id or the user principal name is in use. */
    add(person: Person): void {
      if (byId.has(person.id.toLowerCase()) || byPrincipalName.has(person.userPrincipalName.toLowerCase())) {
        throw new PersonExistsError(person.userPrincipalName)
      }
      insert.run(person.id, JSON.stringify(person))
      index(person)
    },
    /** Keeps what changed of somebody who is there. */
    replace(person: Person): void {
      update.run(JSON.stringify(person), person.id)
      indexAnew(people.map((known) => (known.id === person.id ? person : known)))
    },
    /** The mailbox stays, out of reach, and is there again when somebody with the same id is added. */
    remove(person: Person): void {
      remove.run(person.id)
      indexAnew(people.filter((known) => known.id !== person.id))
    },
    all: (): readonly Person[] => people,
    findById: (id: string) => byId.get(id.toLowerCase()),
    /** By object id or user principal name: the two forms that Graph accepts in a path. */
    findByKey: (key: string) => byId.get(key.toLowerCase()) ?? byPrincipalName.get(key.toLowerCase()),
    findByPrincipalName: (name: string) => byPrincipalName.get(name.toLowerCase()),
    findByMail: (mail: string): readonly Person[] => byMail.get(mail.toLowerCase()) ?? [],
    /** With its `smtp:` prefix, in any case. */
    findByProxyAddress: (address: string): readonly Person[] =>
      byProxyAddress.get(address.toLowerCase()) ?? [],
  }
}

export class PersonExistsError extends Error {
  readonly code = 'person_exists'

  constructor(userPrincipalName: string) {
    super(`The tenant already has a user ${userPrincipalName}, or one with the same id.`)
    this.name = 'PersonExistsError'
  }
}

function append(index: Map<string, Person[]>, key: string, person: Person): void {
  const known = index.get(key.toLowerCase())
  if (known) known.push(person)
  else index.set(key.toLowerCase(), [person])
}
