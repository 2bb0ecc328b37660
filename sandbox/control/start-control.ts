import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { ZodError, z } from 'zod'
import { type DirectoryStore, PersonExistsError } from '#sandbox/directory/directory-store.ts'
import type { Mailboxes } from '#sandbox/graph/start-graph.ts'
import { closeServer } from '#sandbox/http/close-server.ts'
import { PAGE_HEADERS } from '#sandbox/http/html-page.ts'
import { listen } from '#sandbox/http/listen.ts'
import { readBody } from '#sandbox/http/read-body.ts'
import type { CompleteSettings } from '#sandbox/settings.ts'
import { countMessages, mailboxOwners, readMailbox } from './mailbox-contents.ts'
import { renderMailbox, renderMailboxList, renderNotFound } from './mailbox-page.ts'
import { readNewPerson } from './read-new-person.ts'

const MAX_BODY_BYTES = 1024 * 1024

type Answer = { status: number; json: unknown } | { status: number; page: string }

/** What tests and curious people ask the sandbox itself: what has arrived, and who is there. */
export async function startControl(
  settings: CompleteSettings,
  directory: DirectoryStore,
  mailboxes: Mailboxes,
) {
  const server = createServer((request, response) => {
    answer(request, directory, mailboxes)
      .then((found) => send(response, found))
      .catch(() => response.destroy())
  })
  const port = await listen(server, 'controlPort', settings.controlPort, settings.host)
  return { url: `http://localhost:${port}`, close: () => closeServer(server) }
}

async function answer(
  request: IncomingMessage,
  directory: DirectoryStore,
  mailboxes: Mailboxes,
): Promise<Answer> {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const owners = mailboxOwners(directory)
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /':
      return {
        status: 200,
        page: renderMailboxList(owners.map((user) => ({ user, folders: countMessages(user, mailboxes) }))),
      }
    case 'GET /health':
      return { status: 200, json: { ok: true } }
    case 'GET /mailboxes': {
      const key = url.searchParams.get('user')
      const wanted = key === null ? owners : owners.filter((owner) => owner === directory.findByKey(key))
      return { status: 200, json: wanted.map((user) => readMailbox(user, mailboxes)) }
    }
    case 'GET /users':
      return { status: 200, json: directory.all() }
    case 'POST /users':
      return addPerson(request, directory)
  }
  const owner = /^\/mailbox\/([\w-]+)$/.exec(url.pathname)?.[1]
  const user = owner === undefined ? undefined : owners.find((candidate) => candidate.id === owner)
  if (request.method === 'GET' && user)
    return { status: 200, page: renderMailbox(readMailbox(user, mailboxes)) }
  return { status: 404, page: renderNotFound() }
}

async function addPerson(request: IncomingMessage, directory: DirectoryStore): Promise<Answer> {
  // A page of another site can send a form or plain text across origins, but not JSON.
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return { status: 415, json: { error: 'Send the person as application/json.' } }
  }
  const body = await readBody(request, MAX_BODY_BYTES)
  if (body === 'too-large') return { status: 413, json: { error: 'The person is larger than 1 MiB.' } }
  try {
    const person = readNewPerson(body.toString('utf8'), () => randomUUID())
    directory.add(person)
    return { status: 201, json: person }
  } catch (error) {
    if (error instanceof ZodError) return { status: 400, json: { error: z.prettifyError(error) } }
    if (error instanceof SyntaxError) return { status: 400, json: { error: 'The body is not JSON.' } }
    if (error instanceof PersonExistsError) return { status: 409, json: { error: error.message } }
    throw error
  }
}

function send(response: ServerResponse, found: Answer): void {
  if ('page' in found) {
    response.writeHead(found.status, PAGE_HEADERS).end(found.page)
    return
  }
  response.writeHead(found.status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(found.json))
}
