import type { CsvEncoding } from '#lib/domain/mapping-csv-encoding.ts'
import type { CsvSeparator, MappingColumns, MappingCsvFault } from '#lib/domain/mapping-upload.ts'
import type { ReadMappingCsv } from '#lib/domain/read-mapping-csv.ts'
import type { Database } from './client.ts'
import { Prisma } from './generated/client.ts'
import type { TenantTransaction } from './with-tenant.ts'

/** An upload belongs to who made it: for everybody else it is not there. */
export type UploadKey = { tenantId: string; uploadId: string; createdById: string }

export type NewMappingUpload = {
  id: string
  tenantId: string
  connectorId: string
  fileName: string | null
  sizeBytes: number
  sha256: Uint8Array<ArrayBuffer>
  /** The number of the version in force; 0 without one. */
  baseVersion: number
  createdBy: { id: string; name: string }
  createdAt: Date
  expiresAt: Date
}

export type MappingUploadRecord = NonNullable<Awaited<ReturnType<typeof findMappingUpload>>>

/** The uploaded file, in the place of the one that the same person had uploaded for the connector before. */
export async function addMappingUpload(
  transaction: TenantTransaction,
  { createdBy, sizeBytes, ...upload }: NewMappingUpload,
): Promise<void> {
  await transaction.mappingUpload.deleteMany({
    where: { tenantId: upload.tenantId, connectorId: upload.connectorId, createdById: createdBy.id },
  })
  await transaction.mappingUpload.create({
    data: {
      ...upload,
      sizeBytes: BigInt(sizeBytes),
      state: 'reading',
      createdById: createdBy.id,
      createdBy: createdBy.name,
    },
    select: { id: true },
  })
}

export async function addMappingUploadChunk(
  transaction: TenantTransaction,
  {
    tenantId,
    uploadId,
    ordinal,
    bytes,
  }: { tenantId: string; uploadId: string; ordinal: number; bytes: Uint8Array<ArrayBuffer> },
): Promise<void> {
  await transaction.mappingUploadChunk.create({
    data: { tenantId, uploadId, ordinal, bytes },
    select: { ordinal: true },
  })
}

/** A piece of the file as it came; null after the last. */
export async function findMappingUploadChunk(
  transaction: TenantTransaction,
  chunk: { tenantId: string; uploadId: string; ordinal: number },
): Promise<Uint8Array | null> {
  const found = await transaction.mappingUploadChunk.findFirst({ where: chunk, select: { bytes: true } })
  return found?.bytes ?? null
}

export async function* readMappingUploadChunks(
  transaction: TenantTransaction,
  key: { tenantId: string; uploadId: string },
): AsyncGenerator<Uint8Array> {
  for (let ordinal = 0; ; ordinal += 1) {
    const bytes = await findMappingUploadChunk(transaction, {
      tenantId: key.tenantId,
      uploadId: key.uploadId,
      ordinal,
    })
    if (!bytes) return
    yield bytes
  }
}

/** Null: confirmed, discarded, replaced, too old, or never this person's. */
export function findMappingUpload(
  transaction: TenantTransaction,
  { tenantId, uploadId, createdById }: UploadKey,
  now: Date,
) {
  return transaction.mappingUpload.findFirst({
    where: { id: uploadId, tenantId, createdById, expiresAt: { gt: now } },
  })
}

/** The newest upload of the connector by the caller, and the newest by anybody else. */
export async function findNewestUploads(
  transaction: TenantTransaction,
  { tenantId, connectorId }: { tenantId: string; connectorId: string },
  { callerId, now }: { callerId: string; now: Date },
): Promise<{
  own: { id: string; createdAt: Date } | null
  other: { fileName: string | null; createdBy: string; createdAt: Date } | null
}> {
  const there = { tenantId, connectorId, expiresAt: { gt: now } }
  const orderBy = { createdAt: 'desc' } as const
  const own = await transaction.mappingUpload.findFirst({
    where: { ...there, createdById: callerId },
    orderBy,
    select: { id: true, createdAt: true },
  })
  const other = await transaction.mappingUpload.findFirst({
    where: { ...there, createdById: { not: callerId } },
    orderBy,
    select: { fileName: true, createdBy: true, createdAt: true },
  })
  return { own, other }
}

/** As {@link findMappingUpload}, and nobody else reads it anew or confirms it meanwhile. */
export async function lockMappingUpload(
  transaction: TenantTransaction,
  key: UploadKey,
  now: Date,
): Promise<MappingUploadRecord | null> {
  await transaction.$queryRaw`
    select 1 from mapping_upload where id = ${key.uploadId}::uuid and tenant_id = ${key.tenantId}::uuid for update`
  return findMappingUpload(transaction, key, now)
}

/** What reading the file has come to. What the directory was asked before is void. */
export async function saveMappingUploadReading(
  transaction: TenantTransaction,
  { tenantId, uploadId }: { tenantId: string; uploadId: string },
  reading: ReadMappingCsv & {
    encoding: CsvEncoding
    encodingFound: CsvEncoding
    defaultCountry: string | null
  },
): Promise<void> {
  const { counts, fault } = reading
  await transaction.mappingUpload.updateMany({
    where: { id: uploadId, tenantId },
    data: {
      state: fault ? 'unreadable' : 'ready',
      faultCode: fault?.code ?? null,
      faultLine: fault?.line ?? null,
      encoding: reading.encoding,
      encodingFound: reading.encodingFound,
      separator: reading.separator,
      separatorFound: reading.separatorFound,
      defaultCountry: reading.defaultCountry,
      // The sample stands behind the header: both are the first records of the file.
      header: [reading.header, ...reading.sample].map((record) => record.map(storable)),
      columns: reading.columns ?? Prisma.DbNull,
      rowCount: fault ? 0 : counts.rows,
      validCount: fault ? 0 : counts.valid,
      warningCount: fault ? 0 : counts.warning,
      errorCount: fault ? 0 : counts.error,
      repeatedCount: fault ? 0 : counts.repeated,
      checkState: !fault && reading.columns && counts.valid > 0 ? 'waiting' : 'none',
      checkedCount: 0,
      checkError: null,
    },
  })
}

export async function saveMappingUploadFault(
  transaction: TenantTransaction,
  { tenantId, uploadId }: { tenantId: string; uploadId: string },
  fault: MappingCsvFault,
): Promise<void> {
  await transaction.mappingUpload.updateMany({
    where: { id: uploadId, tenantId },
    data: { state: 'unreadable', faultCode: fault.code, faultLine: fault.line },
  })
}

export async function discardMappingUpload(transaction: TenantTransaction, key: UploadKey): Promise<boolean> {
  const { tenantId, uploadId, createdById } = key
  const { count } = await transaction.mappingUpload.deleteMany({
    where: { id: uploadId, tenantId, createdById },
  })
  return count > 0
}

/** Housekeeping over all tenants: nobody is asked, since nobody has confirmed it. */
export async function deleteExpiredMappingUploads(database: Database, now: Date): Promise<number> {
  const { count } = await database.mappingUpload.deleteMany({ where: { expiresAt: { lte: now } } })
  return count
}

/** What the columns of {@link saveMappingUploadReading} mean, which Postgres does not know. */
export function readingOf(upload: MappingUploadRecord) {
  const [header = [], ...sample] = Array.isArray(upload.header) ? (upload.header as string[][]) : []
  return {
    header,
    sample,
    columns: upload.columns as MappingColumns | null,
    encoding: (upload.encoding ?? 'utf-8') as CsvEncoding,
    encodingFound: (upload.encodingFound ?? 'utf-8') as CsvEncoding,
    separator: (upload.separator ?? ',') as CsvSeparator,
    separatorFound: (upload.separatorFound ?? ',') as CsvSeparator,
    fault:
      upload.faultCode === null
        ? null
        : ({ code: upload.faultCode, line: upload.faultLine ?? 1 } as MappingCsvFault),
  }
}

const LONGEST_FIELD = 320
/** More columns than any mapping has: nobody chooses among them. */
function storable(field: string): string {
  return field.slice(0, LONGEST_FIELD).replaceAll('\u0000', '').toWellFormed()
}
