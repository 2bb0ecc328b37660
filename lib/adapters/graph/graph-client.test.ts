import { describe, expect, test } from 'vitest'
import { createGraphClient } from './graph-client.ts'
import { NotSentError } from './graph-errors.ts'

type Answer = { status: number; body?: unknown; headers?: Record<string, string> }

function clientThatGets(answer: Answer | Error) {
  const requests: { url: string; method: string; headers: Headers }[] = []
  const client = createGraphClient({
    graphUrl: 'https://graph.sandbox.test:4412',
    tokenProvider: async () => 'the-token',
    requestTimeoutMs: 5_000,
    send: async (url, { method, headers }) => {
      requests.push({ url, method, headers: new Headers(headers) })
      if (answer instanceof Error) throw answer
      const fields = new Headers(answer.headers)
      const text = answer.body === undefined ? '' : JSON.stringify(answer.body)
      return { status: answer.status, header: (name) => fields.get(name), text }
    },
  })
  return { client, requests }
}

describe('the Graph client', () => {
  test('sends the token, asks for immutable ids, and gives the answer back', async () => {
    const { client, requests } = clientThatGets({ status: 200, body: { value: [] } })
    await expect(client.get("/users?$filter=mail%20eq%20'a%26b'&$top=1")).resolves.toEqual({ value: [] })
    expect(requests).toHaveLength(1)
    expect(requests[0]?.url).toBe(
      "https://graph.sandbox.test:4412/v1.0/users?$filter=mail%20eq%20'a%26b'&$top=1",
    )
    expect(requests[0]?.headers.get('Authorization')).toBe('Bearer the-token')
    expect(requests[0]?.headers.get('Prefer')).toBe('IdType="ImmutableId"')
  })

  test.each([429, 500, 502, 503, 504])('sends a creating request once when %i comes back', async (status) => {
    const { client, requests } = clientThatGets({ status, headers: { 'Retry-After': '0' } })
    await expect(client.post('/users/1/messages', '{}')).rejects.toMatchObject({ status })
    expect(requests).toHaveLength(1)
  })

  test('sends a creating request once when the connection fails', async () => {
    const { client, requests } = clientThatGets(new TypeError('fetch failed'))
    await expect(client.post('/users/1/messages', '{}')).rejects.toMatchObject({
      code: 'graph_unavailable',
      graphCode: 'network',
    })
    expect(requests).toHaveLength(1)
  })

  test('follows no redirect', async () => {
    const { client, requests } = clientThatGets({
      status: 307,
      headers: { Location: 'https://elsewhere.test/' },
    })
    await expect(client.post('/users/1/messages', '{}')).rejects.toMatchObject({
      code: 'graph_unavailable',
      status: 307,
    })
    expect(requests).toHaveLength(1)
  })

  test('asks at the last moment whether a request may still be sent, and says when it was not', async () => {
    const client = createGraphClient({
      graphUrl: 'https://graph.sandbox.test',
      tokenProvider: async () => 'the-token',
      requestTimeoutMs: 5_000,
      send: async (_url, { mayBeSent }) => {
        if (mayBeSent?.() === false) throw new NotSentError()
        return { status: 200, header: () => null, text: '"sent"' }
      },
    })
    await expect(client.post('/users/1/messages', '{}', () => false)).rejects.toThrow(NotSentError)
    await expect(client.post('/users/1/messages', '{}', () => true)).resolves.toBe('sent')
    await expect(client.post('/users/1/messages', '{}')).resolves.toBe('sent')
  })

  test('sends nothing without a token, and says why', async () => {
    let sent = 0
    const client = createGraphClient({
      graphUrl: 'https://graph.sandbox.test',
      requestTimeoutMs: 5_000,
      tokenProvider: async () => {
        throw Object.assign(new Error('no token'), { code: 'token_refused' })
      },
      send: async () => {
        sent += 1
        return { status: 200, header: () => null, text: '' }
      },
    })
    await expect(client.post('/users/1/messages', '{}')).rejects.toMatchObject({ code: 'token_refused' })
    expect(sent).toBe(0)
  })

  test('says that no answer came in time', async () => {
    const { client } = clientThatGets(Object.assign(new Error('late'), { name: 'TimeoutError' }))
    await expect(client.get('/users')).rejects.toMatchObject({
      code: 'graph_unavailable',
      graphCode: 'timeout',
    })
  })

  test("keeps Graph's own code, request id and Retry-After of a refusal", async () => {
    const { client } = clientThatGets({
      status: 429,
      headers: { 'Retry-After': '7' },
      body: {
        error: {
          code: 'ApplicationThrottled',
          message: 'Application is over its MailboxConcurrency limit.',
          innerError: { 'request-id': 'r-1', date: '2026-11-22T08:00:00' },
        },
      },
    })
    await expect(client.get('/users')).rejects.toMatchObject({
      code: 'graph_throttled',
      graphCode: 'ApplicationThrottled',
      requestId: 'r-1',
      retryAfterMs: 7_000,
    })
  })

  test.each([undefined, '<html>busy</html>', { error: null }, { error: { code: null, innerError: null } }])(
    'keeps status and Retry-After when the body is %j',
    async (body) => {
      const { client } = clientThatGets({ status: 429, headers: { 'Retry-After': '3' }, body })
      await expect(client.get('/users')).rejects.toMatchObject({
        code: 'graph_throttled',
        graphCode: 'http-429',
        retryAfterMs: 3_000,
      })
    },
  )
})
