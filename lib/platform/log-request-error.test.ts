import { Writable } from 'node:stream'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { logRequestError } from './log-request-error.ts'

function failed(error: unknown, path: string): Record<string, unknown> {
  const lines: string[] = []
  const log = pino(
    new Writable({
      write(chunk, _encoding, done) {
        lines.push(String(chunk))
        done()
      },
    }),
  )
  logRequestError(
    log,
    error,
    { path, method: 'GET', headers: { cookie: 'next-auth.session-token=of-megan' } },
    {
      routerKind: 'App Router',
      routePath: '/data-connectors/quarantine',
      routeType: 'render',
      renderSource: 'react-server-components',
      revalidateReason: undefined,
    },
  )
  expect(lines).toHaveLength(1)
  return JSON.parse(lines[0] ?? '')
}

test('a failed page is one line, with the reference that its reader has', () => {
  const error = Object.assign(new Error('no connection in 10 s'), { code: 'P2028', digest: '1712' })
  expect(failed(error, '/data-connectors/quarantine')).toMatchObject({
    level: 50,
    msg: 'a page failed',
    reference: '1712',
    method: 'GET',
    path: '/data-connectors/quarantine',
    route: '/data-connectors/quarantine',
    during: 'react-server-components',
    err: { message: 'no connection in 10 s', code: 'P2028', stack: expect.stringContaining('Error') },
  })
})

test('neither what somebody searched for nor who they are gets into the log', () => {
  const line = JSON.stringify(
    failed(new Error('gone'), '/data-connectors/quarantine?search=%2B8613912345678'),
  )
  expect(line).not.toContain('8613912345678')
  expect(line).not.toContain('of-megan')
})

test('what is thrown without being an error is written down as well', () => {
  expect(failed('just words', '/')).toMatchObject({ reference: null, err: 'just words' })
})
