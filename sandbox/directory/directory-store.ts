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

  function index(person: Person): void {
    people.push(person)
    byId.set(person.id.toLowerCase(), person)
    byPrincipalName.set(person.userPrincipalName.toLowerCase(), person)
    if (person.mail !== null) append(byMail, person.mail, person)
    for (const address of person.proxyAddresses) append(byProxyAddress, address, person)
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
