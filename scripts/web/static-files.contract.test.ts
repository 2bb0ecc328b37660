import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compressFiles } from './compress-files.ts'
import { serveStaticFiles } from './static-files.ts'

const SCRIPT = 'console.log("a script that is long enough to be worth it");\n'.repeat(100)
let folder: string
let server: Server

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'static-'))
  writeFileSync(join(folder, 'app.js'), SCRIPT)
  writeFileSync(join(folder, 'short.js'), '1')
  await compressFiles(folder)
  server = createServer(
    serveStaticFiles(folder, (incoming, response) => {
      response.statusCode = 202
      response.end(`pages: ${incoming.url}`)
    }),
  )
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
})

afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

// Not fetch: it takes apart what is compressed, and resolves `..` before it asks.
function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const { port } = server.address() as AddressInfo
  return new Promise<{ status: number; headers: IncomingHttpHeaders; body: Buffer }>((done, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, path, headers, method }, async (answer) => {
      const body = Buffer.concat(await answer.toArray())
      done({ status: answer.statusCode ?? 0, headers: answer.headers, body })
    })
    outgoing.on('error', reject)
    outgoing.end()
  })
}

test('a file is sent as small as the browser can read it', async () => {
  const brotli = await ask('/_next/static/app.js', { 'accept-encoding': 'gzip, deflate, br' })
  expect(brotli.headers['content-encoding']).toBe('br')
  expect(brotliDecompressSync(brotli.body).toString()).toBe(SCRIPT)
  const gzip = await ask('/_next/static/app.js', { 'accept-encoding': 'gzip' })
  expect(gzip.headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(gzip.body).toString()).toBe(SCRIPT)
  expect(brotli.body.length).toBeLessThan(gzip.body.length)
  const plain = await ask('/_next/static/app.js')
  expect(plain.headers['content-encoding']).toBeUndefined()
  expect(plain.body.toString()).toBe(SCRIPT)
})

test('a file that is too short to be compressed is sent as it is', async () => {
  const { status, headers, body } = await ask('/_next/static/short.js', { 'accept-encoding': 'br' })
  expect([status, headers['content-encoding'], body.toString()]).toEqual([200, undefined, '1'])
})

test('it may be kept for good, and has the headers of every answer', async () => {
  const { headers } = await ask('/_next/static/app.js', { 'accept-encoding': 'br' })
  expect(headers).toMatchObject({
    'cache-control': 'public,max-age=31536000,immutable',
    'content-type': 'text/javascript',
    'x-content-type-options': 'nosniff',
    vary: 'Accept-Encoding',
  })
  const again = await ask('/_next/static/app.js', {
    'accept-encoding': 'br',
    'if-none-match': String(headers.etag),
  })
  expect(again.status).toBe(304)
})

test.each([
  ['GET', '/data-connectors'],
  ['GET', '/_next/static/gone.js'],
  ['GET', '/_next/static/../../package.json'],
  ['GET', '/_next/static/%2e%2e/%2e%2e/package.json'],
  ['POST', '/_next/static/app.js'],
])('everything else is for the pages, with its own address: %s %s', async (method, path) => {
  const { status, body } = await ask(path, {}, method)
  expect([status, body.toString()]).toEqual([202, `pages: ${path}`])
})
