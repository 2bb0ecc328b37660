/**
 * The version of the terms whose text is in the message files. A change of meaning gets a new version, and drafts
 * that accepted an older one are asked again.
 */
export const TERMS_VERSION = '2026-09'

/** The day from which that version is the one in force. */
export const TERMS_IN_FORCE_SINCE = '2026-09-01'

/** Clauses, in order: the keys of their texts. */
export const TERMS_CLAUSES = [
  'service',
  'thirdParty',
  'data',
  'duties',
  'credentials',
  'limits',
  'changes',
] as const
