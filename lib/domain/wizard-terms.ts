/**
 * The version of the terms whose text is in the message files. A change of meaning gets a new version, and drafts
 * that accepted an older one are asked again.
 */
export const TERMS_VERSION = '2026-09'

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
