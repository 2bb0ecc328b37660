import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { EvidenceError } from '#lib/adapters/blob/evidence-blob-store.ts'
import type { AppTokenError } from '#lib/adapters/graph/app-token.ts'
import type { GraphErrorCode } from '#lib/adapters/graph/graph-errors.ts'
import type { SiteErrorCode } from '#lib/adapters/telemessage/site-error.ts'
import type { DirectoryAnswer } from '#lib/sync/ports/directory.ts'
import type { MailboxGoneReason } from '#lib/sync/ports/mailbox-writer.ts'
import type { PackageRefusal } from '#lib/sync/ports/package-format.ts'
import type { DownloadOutcome, SiteFile, SiteRefusal } from '#lib/sync/ports/source-site.ts'
import type { QuarantineReason } from '#lib/sync/read-item.ts'
import type { NotTakenReason } from '#lib/sync/settle-doubtful-packages.ts'
import messages from '../../messages/en.json' with { type: 'json' }

type ReasonOf<T> = T extends { reason: infer Reason extends string } ? Reason : never
type Kebab<Code extends string> = Code extends `${infer Head}_${infer Tail}` ? `${Head}-${Kebab<Tail>}` : Code

/** Records, so that the type check fails here as soon as a port has another reason. */
const PACKAGE_REASONS: Record<
  PackageRefusal['reason'] | ReasonOf<DownloadOutcome> | NotTakenReason | NonNullable<SiteFile['unfit']>,
  true
> = {
  'not-a-zip': true,
  encrypted: true,
  'manifest-missing': true,
  'manifest-count-differs': true,
  'manifest-names-missing-entry': true,
  'entry-not-in-manifest': true,
  'entry-empty': true,
  'entry-name-unsafe': true,
  'too-many-entries': true,
  'too-large': true,
  'changed-while-reading': true,
  'download-failed': true,
  'still-uploading': true,
  'gone-from-site': true,
  'file-name-unsafe': true,
  'attributes-missing': true,
}

const ITEM_REASONS: Record<
  QuarantineReason | 'no-valid-user' | 'names-nobody' | 'directory-unanswered',
  true
> = {
  'directory-unanswered': true,
  'no-valid-user': true,
  'names-nobody': true,
  unreadable: true,
  encrypted: true,
  'too-large': true,
  'too-many-participants': true,
}

const PERSON_REASONS: Record<
  ReasonOf<DirectoryAnswer> | 'not-mapped' | 'directory-unanswered' | 'address-moved',
  true
> = {
  'directory-unanswered': true,
  'not-mapped': true,
  'address-moved': true,
  'not-found': true,
  ambiguous: true,
  guest: true,
  'no-mailbox': true,
  'mailbox-inactive': true,
  'mailbox-on-premises': true,
  'mailbox-not-reachable': true,
  'mailbox-refused': true,
}

const RUN_ERRORS: Record<
  | `site-${ReasonOf<SiteRefusal>}`
  | Kebab<SiteErrorCode>
  | GraphErrorCode
  | AppTokenError['code']
  | EvidenceError['code'],
  true
> = {
  'site-host-not-allowed': true,
  'site-host-not-found': true,
  'site-unreachable': true,
  'site-no-ssh': true,
  'site-timed-out': true,
  'site-host-key-unknown': true,
  'site-host-key-changed': true,
  'site-login-refused': true,
  'site-key-refused': true,
  'site-folder-not-found': true,
  'site-connection-lost': true,
  'site-without-sftp': true,
  'site-refused-request': true,
  'site-too-many-files': true,
  'site-file-changed': true,
  'site-file-name-unsafe': true,
  graph_unauthorized: true,
  graph_forbidden: true,
  graph_not_found: true,
  graph_conflict: true,
  graph_throttled: true,
  graph_refused: true,
  graph_unavailable: true,
  token_refused: true,
  token_unavailable: true,
  evidence_conflict: true,
  evidence_missing: true,
  evidence_damaged: true,
  evidence_source_changed: true,
}

/** Codes of Microsoft that a delivery has been seen to fail with. */
const EXCHANGE_CODES = [
  'ErrorMessageSizeExceeded',
  'ErrorInvalidRecipients',
  'ErrorQuotaExceeded',
  'ErrorAccessDenied',
]

/** Outcomes that say it all: the ledger stores no reason, and the report gives them one. */
const IMPLIED_REASONS = ['system-event', 'before-start', 'waiting', 'duplicate', 'sibling-copy']

const SOURCES = join(import.meta.dirname, '../../lib')

/** What code writes as a literal and no type lists. */
function literalsOf(path: string, pattern: RegExp): string[] {
  const found = [...readFileSync(join(SOURCES, path), 'utf8').matchAll(pattern)].map(
    ([, ...codes]) => codes.find(Boolean) ?? '',
  )
  if (found.length === 0)
    throw new Error(`${path} has no codes any more: this test looks at the wrong place.`)
  return found
}

const GONE_REASONS: Record<MailboxGoneReason, true> = {
  'mailbox-gone': true,
  'mailbox-inactive': true,
  'mailbox-on-premises': true,
}

const DELIVERY_REASONS = [
  ...Object.keys(GONE_REASONS),
  ...literalsOf('sync/deliver-one.ts', /reason: '([\w-]+)'/g),
  ...literalsOf('sync/end-delivery.ts', /reason: '([\w-]+)'/g),
  ...literalsOf('adapters/graph/mailbox-outcome.ts', /\? '([\w-]+)' : code/g),
  ...literalsOf('adapters/graph/add-attachments.ts', /code: '([a-z-]+)'|\? '([a-z-]+)' :/g),
  ...literalsOf('db/ledger/route-items.ts', /then '([\w-]+-copy)'|else '([\w-]+)' end, now/g),
]

const { run } = messages

describe('everything that the report of a run can say has words', () => {
  test.each(Object.keys(PACKAGE_REASONS))('a package refused as %s', (code) => {
    expect(run.packageReasons).toHaveProperty([code])
  })

  test.each([...Object.keys(ITEM_REASONS), ...IMPLIED_REASONS])('an item that is %s', (code) => {
    expect(run.reasons).toHaveProperty([code])
  })

  test.each([...new Set([...DELIVERY_REASONS, ...EXCHANGE_CODES])])(
    'a delivery that ended with %s',
    (code) => {
      expect(run.reasons).toHaveProperty([code])
    },
  )

  test.each(Object.keys(PERSON_REASONS))('a person without a mailbox: %s', (code) => {
    expect(run.people).toHaveProperty([code])
  })

  test.each([
    ...Object.keys(RUN_ERRORS),
    ...literalsOf('composition.ts', /SyncError\('([\w-]+)'/g),
    ...literalsOf('sync/open-staged-package.ts', /SyncError\(\s*'([\w-]+)'/g),
    ...literalsOf('sync/sync-error.ts', /return '([\w-]+)'/g),
  ])('a run that failed with %s', (code) => {
    expect(run.errors).toHaveProperty([code])
  })

  test('a code that nobody knows yet gets a sentence too', () => {
    for (const texts of [run.packageReasons, run.reasons, run.people, run.errors])
      expect(texts.other).not.toBe('')
  })
})
