import type { IncomingMessage, ServerResponse } from 'node:http'
import type Provider from 'oidc-provider'
import type { DirectoryStore } from '#sandbox/directory/directory-store.ts'
import { html, PAGE_HEADERS, renderPage } from '#sandbox/http/html-page.ts'
import { readBody } from '#sandbox/http/read-body.ts'
import { renderPersonPicker } from './person-picker-page.ts'

const MAX_FORM_BYTES = 4096

/** Shows the person picker, and signs in whom the form names. */
export async function answerInteraction(
  request: IncomingMessage,
  response: ServerResponse,
  provider: Provider,
  directory: DirectoryStore,
): Promise<void> {
  try {
    await provider.interactionDetails(request, response)
  } catch {
    send(response, 400, expiredPage())
    return
  }
  if (request.method !== 'POST') {
    send(response, 200, renderPersonPicker(directory.all(), request.url ?? '/'))
    return
  }
  const body = await readBody(request, MAX_FORM_BYTES)
  const id = body === 'too-large' ? null : new URLSearchParams(body.toString('utf8')).get('person')
  const person = id === null ? undefined : directory.findById(id)
  if (!person?.accountEnabled) {
    send(response, 400, renderPersonPicker(directory.all(), request.url ?? '/'))
    return
  }
  await provider.interactionFinished(request, response, {
    login: { accountId: person.id },
    select_account: {},
  })
}

function send(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, PAGE_HEADERS).end(page)
}

function expiredPage(): string {
  return renderPage(
    'This sign-in is over',
    html`<h1>This sign-in is over</h1>
<p>It was finished already, it is older than an hour, or the sandbox was restarted. Go back to the app and sign in again.</p>`,
  )
}
