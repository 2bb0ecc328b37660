import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { AuditEvent } from '#lib/db/audit-events.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { type CallDefinition, type Caller, guardCall } from './guard-call.ts'

const admin: Caller = {
  tenantId: 'tenant-1',
  id: 'oid-1',
  name: 'Megan Bowen',
  roles: ['DataConnector.Admin'],
}
const reader: Caller = { ...admin, name: 'Alex Wilber', roles: ['DataConnector.Reader'] }
const schema = z.object({ connectorId: z.string().min(3, 'tooShort') })

function setUp(handle?: CallDefinition<typeof schema, string>['handle']) {
  const handled: string[] = []
  const audit: (AuditEvent & { tenantId: string })[] = []
  const faults: Record<string, unknown>[] = []
  const definition: CallDefinition<typeof schema, string> = {
    name: 'connector.sync',
    permission: 'manage',
    input: schema,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    handle:
      handle ??
      (async ({ input }) => {
        handled.push(input.connectorId)
        return { ok: true, value: 'planned', auditDetail: { runId: 'run-1' } }
      }),
  }
  const ports = {
    addAuditEvent: async (tenantId: string, event: AuditEvent) => void audit.push({ tenantId, ...event }),
    logFault: (facts: Record<string, unknown>) => void faults.push(facts),
    newReference: () => 'ref-1',
  }
  const call = (more: Partial<Parameters<typeof guardCall>[1]> = {}) =>
    guardCall(definition, { caller: admin, isOurOrigin: true, input: { connectorId: 'abc' }, ...more }, ports)
  return { call, handled, audit, faults, ports }
}

describe('a call', () => {
  test('of an admin is handled and put into the audit log', async () => {
    const { call, handled, audit } = setUp()
    expect(await call()).toEqual({ ok: true, value: 'planned' })
    expect(handled).toEqual(['abc'])
    expect(audit).toEqual([
      {
        tenantId: 'tenant-1',
        actorId: 'oid-1',
        actorName: 'Megan Bowen',
        action: 'connector.sync',
        target: { type: 'connector', id: 'abc' },
        outcome: 'done',
        detail: { runId: 'run-1' },
      },
    ])
  })

  test('without a session is not handled', async () => {
    const { call, handled } = setUp()
    expect(await call({ caller: null })).toEqual(refuse('session-expired'))
    expect(handled).toEqual([])
  })

  test('that another site has caused is refused, and noted', async () => {
    const { call, handled, audit } = setUp()
    expect(await call({ isOurOrigin: false })).toEqual(refuse('cross-origin'))
    expect(handled).toEqual([])
    expect(audit).toMatchObject([{ outcome: 'refused', detail: { code: 'cross-origin' } }])
  })

  test('with a wrong input names the fields, and keeps their values out of the audit log', async () => {
    const { call, handled, audit } = setUp()
    expect(await call({ input: { connectorId: 'x' } })).toEqual(
      refuse('invalid-input', { fields: { connectorId: ['tooShort'] } }),
    )
    expect(handled).toEqual([])
    expect(audit).toMatchObject([
      { outcome: 'refused', detail: { code: 'invalid-input', fields: ['connectorId'] } },
    ])
  })

  test('of a reader that changes something is refused, and noted with its target', async () => {
    const { call, handled, audit } = setUp()
    expect(await call({ caller: reader })).toEqual(refuse('no-permission'))
    expect(handled).toEqual([])
    expect(audit).toMatchObject([
      {
        actorName: 'Alex Wilber',
        outcome: 'refused',
        target: { id: 'abc' },
        detail: { code: 'no-permission' },
      },
    ])
  })

  test('that the handler refuses is noted as refused', async () => {
    const { call, audit } = setUp(async () => refuse('login-refused'))
    expect(await call()).toEqual(refuse('login-refused'))
    expect(audit).toMatchObject([{ outcome: 'refused', detail: { code: 'login-refused' } }])
  })

  test('that fails tells a reference and nothing else', async () => {
    const secret = new Error('connect postgres://app:hunter2@db')
    const { call, audit, faults } = setUp(async () => {
      throw secret
    })
    const result = await call()
    expect(result).toEqual(refuse('unexpected', { values: { reference: 'ref-1' } }))
    expect(JSON.stringify(audit)).not.toContain('hunter2')
    expect(audit).toMatchObject([{ outcome: 'failed', detail: { reference: 'ref-1' } }])
    expect(faults).toMatchObject([{ reference: 'ref-1', err: secret }])
  })

  test('is not called done when the audit log cannot be written', async () => {
    const { call, ports, faults } = setUp()
    ports.addAuditEvent = async () => {
      throw new Error('no connection')
    }
    expect(await call()).toEqual(refuse('unexpected', { values: { reference: 'ref-1' } }))
    expect(faults).toHaveLength(2)
  })
})
