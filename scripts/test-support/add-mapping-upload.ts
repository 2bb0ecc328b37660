import { randomUUID } from 'node:crypto'
import type { Database } from '#lib/db/client.ts'

/** An upload that was read to its end: valid rows, and as many wrong ones as are asked for. */
export async function addMappingUpload(
  database: Database,
  upload: {
    tenantId: string
    connectorId: string
    createdById: string
    fileName?: string | null
    rows: [externalId: string, mailbox: string][]
    errorCount?: number
    /** The version in force when it came; 0 without one. */
    baseVersion?: number
    expiresAt: Date
  },
): Promise<string> {
  const { rows, errorCount = 0, fileName = null, ...rest } = upload
  const id = randomUUID()
  await database.mappingUpload.create({
    data: {
      ...rest,
      id,
      fileName,
      state: 'ready',
      sha256: new Uint8Array(32),
      rowCount: rows.length + errorCount,
      validCount: rows.length,
      errorCount,
      createdBy: 'Megan Bowen',
    },
  })
  const row = { uploadId: id, tenantId: upload.tenantId, codes: [] }
  await database.mappingUploadRow.createMany({
    data: [
      ...rows.map(([externalId, mailbox]) => ({
        severity: 'valid',
        externalId,
        mailbox,
        rawId: externalId,
        rawMailbox: mailbox,
      })),
      ...Array.from({ length: errorCount }, () => ({
        severity: 'error',
        externalId: '1',
        mailbox: '',
        rawId: '1',
        rawMailbox: 'nonsense',
      })),
    ].map((data, ordinal) => ({ ...row, ...data, ordinal, line: ordinal + 2 })),
  })
  return id
}
