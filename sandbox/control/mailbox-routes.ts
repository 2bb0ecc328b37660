import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type DirectoryStore, PersonExistsError } from '#sandbox/directory/directory-store.ts'
import type { Person } from '#sandbox/directory/person.ts'
import type { Mailboxes } from '#sandbox/graph/open-mailboxes.ts'
import { type ControlPlugin, ControlRefusal } from './control-plugin.ts'
import { countMessages, mailboxOwners, readMailbox } from './mailbox-contents.ts'
import { renderMailbox, renderMailboxList, renderNotFound } from './mailbox-page.ts'
import { readChangedPerson, readNewPerson } from './read-new-person.ts'

const pageQuery = z.object({ user: z.string().nullable() })

/** What the mailboxes hold, and the people of the tenant. */
export function mailboxControl(directory: DirectoryStore, mailboxes: Mailboxes): ControlPlugin {
  const findPerson = (key: string | undefined): Person => {
    const person = directory.findByKey(key ?? '')
    if (person) return person
    throw new ControlRefusal(404, `The tenant has no user '${key}'.`)
  }
  return {
    routes: [
      { method: 'GET', path: '/health', handle: () => ({ status: 200, json: { ok: true } }) },
      {
        method: 'GET',
        path: '/',
        handle: () => {
          const counts = mailboxOwners(directory).map((user) => ({
            user,
            folders: countMessages(user, mailboxes),
          }))
          return { status: 200, page: renderMailboxList(counts) }
        },
      },
      {
        method: 'GET',
        path: '/mailbox/:id',
        handle: ({ path }) => {
          const user = mailboxOwners(directory).find((candidate) => candidate.id === path.id)
          if (!user) return { status: 404, page: renderNotFound() }
          return { status: 200, page: renderMailbox(readMailbox(user, mailboxes)) }
        },
      },
      {
        method: 'GET',
        path: '/mailboxes',
        handle: ({ query }) => {
          const { user: key } = pageQuery.parse({ user: query.get('user') })
          const owners = mailboxOwners(directory)
          const wanted = key === null ? owners : owners.filter((owner) => owner === directory.findByKey(key))
          return { status: 200, json: wanted.map((user) => readMailbox(user, mailboxes)) }
        },
      },
      { method: 'GET', path: '/users', handle: () => ({ status: 200, json: directory.all() }) },
      {
        method: 'POST',
        path: '/users',
        handle: ({ body }) => {
          const person = readNewPerson(body, () => randomUUID())
          try {
            directory.add(person)
          } catch (error) {
            if (error instanceof PersonExistsError) throw new ControlRefusal(409, error.message)
            throw error
          }
          return { status: 201, json: person }
        },
      },
      {
        method: 'PATCH',
        path: '/users/:user',
        handle: ({ path, body }) => {
          const person = readChangedPerson(findPerson(path.user), body)
          directory.replace(person)
          return { status: 200, json: person }
        },
      },
      {
        method: 'DELETE',
        path: '/users/:user',
        handle: ({ path }) => {
          const person = findPerson(path.user)
          directory.remove(person)
          return { status: 200, json: person }
        },
      },
    ],
  }
}
