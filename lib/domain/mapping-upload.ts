import type { CsvEncoding } from './mapping-csv-encoding.ts'

/** What an uploaded mapping file is to the page that shows it, before anybody has confirmed it. */
export type MappingUploadSummary = {
  id: string
  connectorId: string
  /** Null: the rows were typed or pasted. */
  fileName: string | null
  sizeBytes: number
  /** Hex. */
  sha256: string
  state: 'reading' | 'ready' | 'unreadable'
  fault: MappingCsvFault | null
  encoding: CsvEncoding
  encodingFound: CsvEncoding
  separator: CsvSeparator
  separatorFound: CsvSeparator
  /** ISO 3166-1 alpha-2: what numbers without a country code were read with. */
  defaultCountry: string | null
  /** The first record of the file. */
  header: string[]
  /** False: the first record is a row already, and has been read as one. */
  hasHeader: boolean
  /** Null: the header is not known, and nothing is read before somebody says which column is which. */
  columns: MappingColumns | null
  /** The first records after the header, as they stand in the file. */
  sample: string[][]
  /** What will be saved is `valid`, and the rows with warnings are among them. */
  counts: { rows: number; valid: number; warning: number; error: number; repeated: number }
  byCode: { code: MappingRowCode; severity: MappingSeverity; count: number }[]
  check: {
    state: 'none' | 'waiting' | 'checking' | 'done' | 'failed'
    checked: number
    total: number
    /** Mailboxes that cannot be delivered to, by why: what the directory says, and not the file. */
    problems: DirectoryProblemCount[]
  }
  /** Compared with the version in force, for both ways; null while there is nothing to compare. */
  diff: { replace: MappingUploadDiff; merge: MappingUploadDiff } | null
  /** 0: the connector never had a custom mapping. */
  versionInForce: number
}

export type DirectoryProblemCount = {
  status: string
  count: number
  /** Those of rows with which nothing else is the matter. */
  validCount: number
}

/** Uploads of a connector that wait to be confirmed. */
export type PendingUploads = {
  /** By whoever looks. */
  own: { summary: MappingUploadSummary; createdAt: Date } | null
  /** By somebody else, who alone can go on with it. */
  other: { fileName: string | null; createdBy: string; createdAt: Date } | null
}

export type MappingUploadDiff = { added: number; changed: number; removed: number; same: number }

export type MappingUploadRow = {
  ordinal: number
  /** Physical line of the file, from 1. */
  line: number
  rawId: string
  rawMailbox: string
  externalId: string
  mailbox: string
  /** ISO dates, both inclusive. */
  validFrom: string | null
  validTo: string | null
  severity: MappingSeverity
  codes: MappingRowCode[]
  /** The line that contradicts this one, or that says the same. */
  otherLine: number | null
  /** ISO 3166-1 alpha-2: the country that was assumed, or with which the number could be read as well. */
  country: string | null
  displayName: string | null
  directoryStatus: string | null
}

export type MappingSeverity = 'valid' | 'warning' | 'error' | 'repeated'

export type MappingColumns = {
  id: number
  mailbox: number
  validFrom: number | null
  validTo: number | null
}

export const CSV_SEPARATORS = [',', ';', '\t'] as const
export type CsvSeparator = (typeof CSV_SEPARATORS)[number]

export const MAPPING_ERROR_CODES = [
  'id-missing',
  'id-invalid',
  /** Excel has made 8.6138E+12 of it. */
  'scientific-notation',
  /** More than 15 digits: Excel makes zeros of the rest. */
  'number-too-long',
  'mailbox-missing',
  'mailbox-invalid',
  /** One id, two mailboxes, on days that both have: both lines get it, and neither wins. */
  'two-mailboxes',
  'date-invalid',
  'dates-reversed',
  'too-few-columns',
] as const

export const MAPPING_WARNING_CODES = [
  /** Without country code; read as a number of the default country. */
  'country-assumed',
  /** Valid as it stands, which is how it is read, and as a number of the default country too. */
  'country-ambiguous',
  /** No such number in its country; kept as it stands, since it may be an id. */
  'number-invalid',
  /** The number is written with a leading zero, and Excel has taken that away. */
  'leading-zero-lost',
] as const

export type MappingRowCode = (typeof MAPPING_ERROR_CODES)[number] | (typeof MAPPING_WARNING_CODES)[number]

/** The file as a whole cannot be read. */
export type MappingCsvFaultCode =
  | 'empty'
  | 'too-large'
  | 'too-many-rows'
  | 'header-repeated'
  | 'quote-open'
  /** ZIP or OLE: an Excel workbook and not a CSV. */
  | 'workbook'
  | 'not-text'

export type MappingCsvFault = { code: MappingCsvFaultCode; line: number }

export const MAPPING_UPLOAD_LARGEST_BYTES = 20 * 1024 * 1024
export const MAPPING_UPLOAD_MOST_ROWS = 200_000
