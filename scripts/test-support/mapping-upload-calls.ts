import { randomUUID } from 'node:crypto'
import { beforeEach } from 'vitest'
import type { z } from 'zod'
import { addAuditEvent } from '#lib/db/audit-events.ts'
import type { Database } from '#lib/db/client.ts'
import type { ActionResult } from '#lib/domain/action-result.ts'
import type { MappingUploadSummary } from '#lib/domain/mapping-upload.ts'
import type { Role } from '#lib/domain/roles.ts'
import { type CallDefinition, guardCall } from '#lib/server/guard-call.ts'
import { listUploadRowsCall } from '#lib/server/mapping-uploads/list-upload-rows.ts'
import { readUploadAgainCall } from '#lib/server/mapping-uploads/read-upload-again.ts'
import { uploadMappingCall } from '#lib/server/mapping-uploads/upload-mapping.ts'
import type { WebPorts } from '#lib/server/web-ports.ts'
import { openTestDatabase } from './open-test-database.ts'

export type Person = { id: string; role?: Role; tenant?: string }
export const MEGAN: Person = { id: 'megan' }

export const UPLOAD_HEADER = 'External User ID,Microsoft 365 User Mailbox\r\n'
/** Two valid rows, one of them with a warning, three errors, and a repetition. */
export const MIXED_UPLOAD = `${UPLOAD_HEADER}8613800138000,a@c.example\r\n8613800138001,b@c\r\n8613800138002,c@c.example\r\n+8613800138002,d@c.example\r\n13800138003,e@c.example\r\n8613800138000,a@c.example\r\n`

export type UploadCalls = ReturnType<typeof openUploadCalls>

/** What the pages of an upload call, for a draft of a tenant of its own in each test. */
export function openUploadCalls() {
  let database: Database
  const state = { tenantId: '', connectorId: '', now: new Date(0), checksAsked: [] as string[] }

  openTestDatabase({ poolMax: 3 }, (opened) => {
    database = opened
  })
  beforeEach(async () => {
    state.now = new Date('2026-11-22T21:00:00Z')
    state.checksAsked = []
    state.tenantId = randomUUID()
    await database.tenant.create({ data: { id: state.tenantId } })
    state.connectorId = randomUUID()
    await database.connector.create({
      data: {
        ...{ id: state.connectorId, tenantId: state.tenantId, typeId: 'wechat-archiver', state: 'draft' },
        ...{ name: `WeChat ${state.connectorId}`, createdById: 'admin', createdBy: 'Megan Bowen' },
      },
    })
  })

  const ports = () =>
    ({
      database,
      clock: { now: () => state.now },
      newId: randomUUID,
      requestMappingCheck: async ({ uploadId }) => void state.checksAsked.push(uploadId),
    }) satisfies Partial<WebPorts> as unknown as WebPorts

  async function call<Schema extends z.ZodType, T>(
    definition: CallDefinition<Schema, T>,
    input: unknown,
    { id, role = 'DataConnector.Admin', tenant = state.tenantId }: Person = MEGAN,
  ): Promise<ActionResult<T>> {
    return guardCall(
      definition,
      { caller: { tenantId: tenant, id, name: id, roles: [role] }, isOurOrigin: true, input },
      {
        addAuditEvent: (ofTenant, event) => addAuditEvent(database, ofTenant, event),
        logFault: ({ err }) => {
          throw err
        },
        newReference: () => 'ref-1',
      },
    )
  }

  const upload = (
    body: ReadableStream<Uint8Array> | null,
    person: Person = MEGAN,
    fileName: string | null = 'map.csv',
  ) => call(uploadMappingCall(ports), { connectorId: state.connectorId, fileName, body }, person)

  return {
    state,
    ports,
    call,
    upload,
    database: () => database,
    uploaded: async (...pieces: (string | Uint8Array)[]) => granted(await upload(streamOf(...pieces))),
    rowsOf: async (uploadId: string, query: Record<string, unknown> = {}) =>
      granted(await call(listUploadRowsCall(ports), { uploadId, ...query })),
    readAgain(summary: MappingUploadSummary, choice: Partial<MappingUploadSummary>) {
      const { id: uploadId, encoding, separator, defaultCountry, columns } = summary
      return call(readUploadAgainCall(ports), {
        ...{ uploadId, encoding, separator, defaultCountry, columns },
        ...choice,
      })
    },
  }
}

export function streamOf(...pieces: (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces)
        controller.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece)
      controller.close()
    },
  })
}

export function granted<T>(result: ActionResult<T>): T {
  if (!result.ok) throw new Error(`Refused: ${result.error.code}`)
  return result.value
}
