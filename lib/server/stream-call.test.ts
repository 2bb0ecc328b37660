import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { refuse } from '#lib/domain/action-result.ts'
import type { Caller, GuardPorts } from './guard-call.ts'
import { streamCall } from './stream-call.ts'
import type { WatchedCall } from './watched-call.ts'

const caller: Caller = { tenantId: 't', id: 'p', name: 'Megan', roles: ['DataConnector.Admin'] }
const audited: string[] = []
const ports: GuardPorts = {
  addAuditEvent: async (_tenantId, event) => void audited.push(event.outcome),
  logFault: () => {},
  newReference: () => 'r',
}
const input = z.object({ count: z.number() })

function counting(
  more: Partial<WatchedCall<typeof input, string, number>> = {},
): WatchedCall<typeof input, string, number> {
  return {
    name: 'test.count',
    permission: 'manage',
    input,
    async handle({ input: { count }, report }) {
      for (let step = 1; step <= count; step += 1) report?.(step)
      return { ok: true, value: 'counted' }
    },
    ...more,
  }
}

const run = (definition = counting(), call: { caller?: Caller | null; signal?: AbortSignal } = {}) =>
  streamCall(
    definition,
    { caller, isOurOrigin: true, input: { count: 2 }, signal: new AbortController().signal, ...call },
    ports,
  )

async function linesOf(stream: ReadableStream<Uint8Array>): Promise<unknown[]> {
  const text = await new Response(stream).text()
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
}

describe('a streamed call', () => {
  test('gives a line for each step, and the result as the last', async () => {
    expect(await linesOf(run())).toEqual([
      { step: 1 },
      { step: 2 },
      { result: { ok: true, value: 'counted' } },
    ])
  })

  test('goes through the guard: nobody and a reader get its refusals and no step', async () => {
    expect(await linesOf(run(counting(), { caller: null }))).toEqual([{ result: refuse('session-expired') }])
    const reader: Caller = { ...caller, roles: ['DataConnector.Reader'] }
    expect(await linesOf(run(counting(), { caller: reader }))).toEqual([{ result: refuse('no-permission') }])
  })

  test('is stopped by whoever stops reading', async () => {
    const stopped = Promise.withResolvers<void>()
    const waiting = counting({
      async handle({ report, signal }) {
        report?.(1)
        signal?.addEventListener('abort', () => stopped.resolve())
        await stopped.promise
        return refuse('cancelled')
      },
    })
    const reader = run(waiting).getReader()
    await reader.read()
    await reader.cancel()
    await stopped.promise
  })

  test('is stopped when the connection closes', async () => {
    const closed = new AbortController()
    const waiting = counting({
      handle: ({ signal }) =>
        new Promise((resolve) => signal?.addEventListener('abort', () => resolve(refuse('cancelled')))),
    })
    const lines = linesOf(run(waiting, { signal: closed.signal }))
    closed.abort()
    expect(await lines).toEqual([{ result: refuse('cancelled') }])
  })
})
