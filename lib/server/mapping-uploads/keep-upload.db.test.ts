import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { deleteExpiredMappingUploads, findNewestUploads } from '#lib/db/mapping-uploads.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import {
  granted,
  MEGAN,
  MIXED_UPLOAD,
  openUploadCalls,
  type Person,
  streamOf,
  UPLOAD_HEADER,
} from '#scripts/test-support/mapping-upload-calls.ts'
import { discardUploadCall } from './discard-upload.ts'
import { downloadProblemRowsCall } from './download-problem-rows.ts'
import { findUploadCall } from './find-upload.ts'
import { listUploadRowsCall } from './list-upload-rows.ts'

const { state, ports, call, upload, database, uploaded } = openUploadCalls()

describe('an upload that waits to be confirmed', () => {
  test('leaves nothing when it is broken off', async () => {
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        controller.enqueue(new TextEncoder().encode(UPLOAD_HEADER))
        await setImmediate()
        controller.error(new Error('The connection was closed.'))
      },
    })
    expect(await upload(body)).toEqual(refuse('cancelled'))
    expect(await database().mappingUpload.count({ where: { tenantId: state.tenantId } })).toBe(0)
  })

  test('takes the place of the one before, of the same person and connector only', async () => {
    const first = await uploaded(MIXED_UPLOAD)
    const ofAlex = granted(await upload(streamOf(MIXED_UPLOAD), { id: 'alex' }))
    const second = await uploaded(MIXED_UPLOAD)
    const left = await database().mappingUpload.findMany({
      where: { tenantId: state.tenantId },
      select: { id: true },
    })
    expect(left.map(({ id }) => id).sort()).toEqual([ofAlex.id, second.id].sort())
    expect(await call(findUploadCall(ports), { uploadId: first.id })).toEqual(refuse('upload-gone'))
  })

  test('is there for nobody else', async () => {
    const { id: uploadId } = await uploaded(MIXED_UPLOAD)
    const others: Person[] = [{ id: 'alex' }, { ...MEGAN, tenant: randomUUID() }]
    for (const person of others) {
      if (person.tenant) await database().tenant.create({ data: { id: person.tenant } })
      expect(await call(findUploadCall(ports), { uploadId }, person)).toEqual(refuse('upload-gone'))
      expect(await call(listUploadRowsCall(ports), { uploadId }, person)).toEqual(refuse('upload-gone'))
      expect(
        await call(
          downloadProblemRowsCall(ports, async () => () => ''),
          { uploadId },
          person,
        ),
      ).toEqual(refuse('upload-gone'))
      await call(discardUploadCall(ports), { uploadId }, person)
    }
    expect(await call(findUploadCall(ports), { uploadId })).toMatchObject({ ok: true })
    const reader = { ...MEGAN, role: 'DataConnector.Reader' as const }
    expect(await upload(streamOf(MIXED_UPLOAD), reader)).toMatchObject({ error: { code: 'no-permission' } })
  })

  test('goes when it is discarded, and after a day', async () => {
    const discarded = await uploaded(MIXED_UPLOAD)
    granted(await call(discardUploadCall(ports), { uploadId: discarded.id }))
    expect(await database().mappingUploadRow.count({ where: { uploadId: discarded.id } })).toBe(0)

    const kept = await uploaded(MIXED_UPLOAD)
    state.now = new Date(state.now.getTime() + 24 * 3_600_000)
    expect(await call(findUploadCall(ports), { uploadId: kept.id })).toEqual(refuse('upload-gone'))
    await deleteExpiredMappingUploads(database(), state.now)
    expect(await database().mappingUpload.count({ where: { id: kept.id } })).toBe(0)
    expect(await database().mappingUploadRow.count({ where: { uploadId: kept.id } })).toBe(0)
  })

  test('is found again by whoever made it, and named to others', async () => {
    const { tenantId, connectorId, now } = state
    const newest = (callerId: string) =>
      withTenant(database(), tenantId, (transaction) =>
        findNewestUploads(transaction, { tenantId, connectorId }, { callerId, now }),
      )
    expect(await newest('megan')).toEqual({ own: null, other: null })
    const { id } = await uploaded(MIXED_UPLOAD)
    expect(await newest('megan')).toMatchObject({ own: { id }, other: null })
    expect(await newest('alex')).toMatchObject({
      own: null,
      other: { fileName: 'map.csv', createdBy: 'megan' },
    })
  })
})
