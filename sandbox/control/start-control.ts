import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { ZodError, z } from 'zod'
import { closeServer } from '#sandbox/http/close-server.ts'
import { PAGE_HEADERS } from '#sandbox/http/html-page.ts'
import { listen } from '#sandbox/http/listen.ts'
import { readBody } from '#sandbox/http/read-body.ts'
import type { CompleteSettings } from '#sandbox/settings.ts'
import {
  type ControlAnswer,
  type ControlPlugin,
  ControlRefusal,
  type ControlRequest,
  type ControlRoute,
} from './control-plugin.ts'
import { knobRoutes } from './knob-routes.ts'
import { renderNotFound } from './mailbox-page.ts'

const MAX_BODY_BYTES = 1024 * 1024

/** What tests and curious people ask the sandbox itself: what has arrived, who is there, and how it shall behave. */
export async function startControl(settings: CompleteSettings, plugins: readonly ControlPlugin[]) {
  const routes = [...knobRoutes(plugins), ...plugins.flatMap((plugin) => plugin.routes ?? [])]
  const server = createServer((request, response) => {
    answer(request, routes, plugins)
      .then((found) => send(response, found))
      .catch(() => response.destroy())
  })
  const port = await listen(server, 'controlPort', settings.controlPort, settings.host)
  return { url: `http://localhost:${port}`, close: () => closeServer(server) }
}

async function answer(
  message: IncomingMessage,
  routes: readonly ControlRoute[],
  plugins: readonly ControlPlugin[],
): Promise<ControlAnswer> {
  const url = new URL(message.url ?? '/', 'http://localhost')
  for (const { below } of plugins) {
    if (below && `${url.pathname}/`.startsWith(`${below.prefix}/`)) return below.answer(message, url.pathname)
  }
  for (const route of routes) {
    const path = route.method === message.method ? matchPath(route.path, url.pathname) : undefined
    if (!path) continue
    try {
      const body = await readJson(message)
      const request: ControlRequest = { path, query: url.searchParams, body }
      return await route.handle(request)
    } catch (error) {
      return refusalOf(error)
    }
  }
  message.resume()
  return { status: 404, page: renderNotFound() }
}

function matchPath(pattern: string, pathname: string): Record<string, string> | undefined {
  const wanted = pattern.split('/')
  const given = pathname.split('/')
  if (wanted.length !== given.length) return undefined
  const path: Record<string, string> = {}
  for (const [index, segment] of wanted.entries()) {
    const text = given[index] ?? ''
    if (segment.startsWith(':') && text !== '') path[segment.slice(1)] = decode(text)
    else if (segment !== text) return undefined
  }
  return path
}

async function readJson(message: IncomingMessage): Promise<unknown> {
  if (message.method === 'GET' || message.method === 'DELETE') return undefined
  const body = await readBody(message, MAX_BODY_BYTES)
  // A page of another site can send a form or plain text across origins, but not JSON.
  if (!/^application\/json\b/i.test(message.headers['content-type'] ?? '')) {
    throw new ControlRefusal(415, 'Send the body as application/json.')
  }
  if (body === 'too-large') throw new ControlRefusal(413, 'The body is larger than 1 MiB.')
  return body.length === 0 ? undefined : JSON.parse(body.toString('utf8'))
}

function refusalOf(error: unknown): ControlAnswer {
  if (error instanceof ControlRefusal) return { status: error.status, json: { error: error.message } }
  if (error instanceof ZodError) return { status: 400, json: { error: z.prettifyError(error) } }
  if (error instanceof SyntaxError) return { status: 400, json: { error: 'The body is not JSON.' } }
  throw error
}

function send(response: ServerResponse, found: ControlAnswer): void {
  if ('page' in found) {
    response.writeHead(found.status, PAGE_HEADERS).end(found.page)
    return
  }
  response.writeHead(found.status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(found.json))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
