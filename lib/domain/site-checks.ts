import type { RefusalCode } from './action-result.ts'

/** What a log-in to the site goes through, in this order. */
export const SITE_CHECKS = ['name', 'port', 'host-key', 'login', 'folder', 'packages'] as const

export type SiteCheck = (typeof SITE_CHECKS)[number]

/** Told as soon as a check has passed. */
export type PassedCheck = { check: SiteCheck; durationMs: number; facts: SiteCheckFacts }

/** What was found out, as far as the check finds it out. */
export type SiteCheckFacts = {
  address?: string
  hostKey?: string
  algorithm?: string
  packages?: FoundPackages
}

export type FoundPackages = {
  count: number
  sizeBytes: number
  /** By the site's clock, as ISO 8601; null when there is no package. */
  newest: { name: string; modifiedAt: string; sizeBytes: number } | null
}

/** What a log-in that went well answers. */
export type SiteLoginResult = { hostKey: string; keyFingerprint: string | null; packages: FoundPackages }

/** Refusals by the site itself, which belong to one of the checks; all others are about the request. */
const SITE_REFUSALS: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'host-not-allowed',
  'host-not-found',
  'unreachable',
  'no-ssh',
  'timed-out',
  'host-key-unknown',
  'host-key-changed',
  'login-refused',
  'key-refused',
  'without-sftp',
  'folder-not-found',
  'site-interrupted',
])

export function isSiteRefusal(code: RefusalCode): boolean {
  return SITE_REFUSALS.has(code)
}
