import { countDirectoryProblems, countMappingUploadCodes } from '#lib/db/mapping-upload-rows.ts'
import { findMappingUpload, readingOf, type UploadKey } from '#lib/db/mapping-uploads.ts'
import { findMappingSummary, uploadTarget } from '#lib/db/user-mappings.ts'
import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { compareMapping } from '#lib/db/write-mapping-version.ts'
import { isHeader } from '#lib/domain/mapping-csv-columns.ts'
import type { MappingUploadSummary } from '#lib/domain/mapping-upload.ts'

/** What a page shows of an upload; null when there is none. */
export async function summarizeUpload(
  transaction: TenantTransaction,
  key: UploadKey,
  now: Date,
  { isBrief }: { isBrief: boolean } = { isBrief: false },
): Promise<MappingUploadSummary | null> {
  const upload = await findMappingUpload(transaction, key, now)
  if (!upload) return null
  const reading = readingOf(upload)
  const { connectorId, rowCount, validCount, warningCount, errorCount, repeatedCount } = upload
  const current = await findMappingSummary(transaction, { tenantId: key.tenantId, connectorId })
  const isChecked = upload.checkState !== 'none'
  const hasProblems = warningCount > 0 || errorCount > 0
  return {
    id: upload.id,
    connectorId,
    fileName: upload.fileName,
    sizeBytes: Number(upload.sizeBytes),
    sha256: Buffer.from(upload.sha256 ?? []).toString('hex'),
    state: upload.state === 'ready' || upload.state === 'unreadable' ? upload.state : 'reading',
    ...reading,
    hasHeader: isHeader(reading.header, reading.columns),
    defaultCountry: upload.defaultCountry,
    counts: {
      rows: rowCount,
      valid: validCount,
      warning: warningCount,
      error: errorCount,
      repeated: repeatedCount,
    },
    byCode: hasProblems && !isBrief ? await countMappingUploadCodes(transaction, key) : [],
    check: {
      state: upload.checkState as MappingUploadSummary['check']['state'],
      checked: upload.checkedCount,
      total: validCount,
      problems: isChecked ? await countDirectoryProblems(transaction, key) : [],
    },
    diff:
      upload.state === 'ready' && reading.columns && !isBrief
        ? await compare(transaction, { ...key, connectorId }, { validCount, inForce: current?.rowCount ?? 0 })
        : null,
    versionInForce: current?.number ?? 0,
  }
}

async function compare(
  transaction: TenantTransaction,
  key: UploadKey & { connectorId: string },
  { validCount, inForce }: { validCount: number; inForce: number },
): Promise<MappingUploadSummary['diff']> {
  if (inForce === 0) {
    const all = { added: validCount, changed: 0, removed: 0, same: 0 }
    return { replace: all, merge: all }
  }
  const target = (way: 'replace' | 'merge') => uploadTarget(key, { uploadId: key.uploadId, way })
  return {
    replace: await compareMapping(transaction, key, target('replace')),
    merge: await compareMapping(transaction, key, target('merge')),
  }
}
