import {
  addMappingUploadRows,
  amendMappingUploadRows,
  deleteMappingUploadRows,
} from '#lib/db/mapping-upload-rows.ts'
import { saveMappingUploadReading } from '#lib/db/mapping-uploads.ts'
import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import type { CsvEncoding } from '#lib/domain/mapping-csv-encoding.ts'
import type { CsvSeparator, MappingColumns } from '#lib/domain/mapping-upload.ts'
import { readMappingCsv } from '#lib/domain/read-mapping-csv.ts'

export type UploadReading = {
  encoding: CsvEncoding
  encodingFound: CsvEncoding
  /** Null: as found. */
  separator: CsvSeparator | null
  columns: MappingColumns | null
  defaultCountry: string | null
}

/** Reads an uploaded file into rows, in the place of those that it was read into before. */
export async function readUpload(
  transaction: TenantTransaction,
  key: { tenantId: string; uploadId: string },
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  { encodingFound, ...options }: UploadReading,
): Promise<void> {
  const outcome = await readMappingCsv(chunks, {
    ...options,
    save: (rows) => addMappingUploadRows(transaction, key, rows),
  })
  if (outcome.fault) await deleteMappingUploadRows(transaction, key)
  else await amendMappingUploadRows(transaction, key, outcome.amendments)
  const { encoding, defaultCountry } = options
  await saveMappingUploadReading(transaction, key, { ...outcome, encoding, encodingFound, defaultCountry })
}
