import type { UserMappingRow } from '#lib/domain/user-mapping-version.ts'

/** A row as the dialog gives it. */
export type EditedRow = Pick<UserMappingRow, 'rawId' | 'mailbox' | 'validFrom' | 'validTo'>
