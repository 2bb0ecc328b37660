import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { addAuditEvent } from '#lib/db/audit-events.ts'
import type { Database } from '#lib/db/client.ts'
import { refuse } from '#lib/domain/action-result.ts'
import type { Role } from '#lib/domain/roles.ts'
import type { DirectoryAnswer } from '#lib/sync/ports/directory.ts'
import { bareConnector } from '#scripts/test-support/bare-connector.ts'
import { openTestDatabase } from '#scripts/test-support/open-test-database.ts'
import { editDesignatedMailboxCall } from './edit-designated-mailbox.ts'
import { guardCall } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

let database: Database
let answer: DirectoryAnswer
const tenantId = randomUUID()
let connectorId: string

openTestDatabase({ poolMax: 2 }, (opened) => {
  database = opened
})

beforeEach(async () => {
  connectorId = randomUUID()
  await database.tenant.upsert({ where: { id: tenantId }, create: { id: tenantId }, update: {} })
  await database.connector.create({
    data: { ...bareConnector({ id: connectorId, tenantId }), name: connectorId },
  })
  answer = {
    found: true,
    user: { objectId: 'oid-9', address: 'leavers@contoso.example', displayName: 'Leavers' },
  }
})

const OFF = { designatedObjectId: null, designatedAddress: null, designatedName: null }
const ON = {
  designatedObjectId: 'oid-9',
  designatedAddress: 'leavers@contoso.example',
  designatedName: 'Leavers',
}

const save = (
  input: { isOn: boolean; address: string; was: string | null },
  role: Role = 'DataConnector.Admin',
) =>
  guardCall(
    editDesignatedMailboxCall(
      () => ({ database, directory: { findUser: async () => answer } }) as unknown as WebPorts,
    ),
    {
      caller: { tenantId, id: 'oid-1', name: 'Megan Bowen', roles: [role] },
      isOurOrigin: true,
      input: { connectorId, ...input },
    },
    {
      addAuditEvent: (tenant, event) => addAuditEvent(database, tenant, event),
      logFault: (facts) => {
        throw facts.err
      },
      newReference: () => 'ref-1',
    },
  )

const turnOn = (was: string | null = null) => save({ isOn: true, address: ' Leavers@Contoso.example ', was })

async function stored() {
  const { designatedObjectId, designatedAddress, designatedName } =
    await database.connector.findUniqueOrThrow({
      where: { id: connectorId },
    })
  return { designatedObjectId, designatedAddress, designatedName }
}

test('a connector names no mailbox of its own accord', async () => {
  expect(await stored()).toEqual(OFF)
})

test('a mailbox is named by address and kept by the id of its user, and named no more; the audit log has both', async () => {
  expect(await turnOn()).toEqual({ ok: true, value: null })
  expect(await stored()).toEqual(ON)
  expect(await save({ isOn: false, address: '', was: 'oid-9' })).toEqual({ ok: true, value: null })
  expect(await stored()).toEqual(OFF)
  const events = await database.auditEvent.findMany({
    where: { tenantId, targetId: connectorId },
    orderBy: { id: 'asc' },
  })
  expect(events.map(({ action, outcome, detail }) => ({ action, outcome, detail }))).toEqual([
    {
      action: 'connector.edit-designated-mailbox',
      outcome: 'done',
      detail: { was: null, is: 'leavers@contoso.example' },
    },
    {
      action: 'connector.edit-designated-mailbox',
      outcome: 'done',
      detail: { was: 'leavers@contoso.example', is: null },
    },
  ])
})

test.each<[DirectoryAnswer, string]>([
  [{ found: false, reason: 'not-found' }, 'mailboxUnfit'],
  [{ found: false, reason: 'guest' }, 'mailboxUnfit'],
  [{ found: false, reason: 'mailbox-inactive' }, 'mailboxUnfit'],
  [{ found: false, reason: 'mailbox-refused' }, 'mailboxUnfit'],
  [
    { found: 'unanswered', by: 'directory', code: 'x', detail: '', retryAfterMs: null, isRefusal: false },
    'mailboxUnanswered',
  ],
])('a mailbox that cannot be used is not stored: %j', async (told, problem) => {
  answer = told
  expect(await turnOn()).toEqual(refuse('invalid-input', { fields: { address: [problem] } }))
  expect(await stored()).toEqual(OFF)
})

test('what is no address is not asked for', async () => {
  expect(await save({ isOn: true, address: 'leavers', was: null })).toEqual(
    refuse('invalid-input', { fields: { address: ['mailboxAddress'] } }),
  )
})

test('what somebody else has named meanwhile is not overwritten', async () => {
  await turnOn()
  answer = { found: true, user: { objectId: 'oid-7', address: 'a@contoso.example', displayName: 'A' } }
  expect(await turnOn()).toEqual(refuse('changed-meanwhile'))
  expect(await stored()).toEqual(ON)
})

test('a reader names none', async () => {
  expect(
    await save({ isOn: true, address: 'leavers@contoso.example', was: null }, 'DataConnector.Reader'),
  ).toEqual(refuse('no-permission'))
})
