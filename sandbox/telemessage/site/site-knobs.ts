import { z } from 'zod'

export const LOGIN_METHODS = ['publickey', 'password', 'keyboard-interactive'] as const
export type LoginMethod = (typeof LOGIN_METHODS)[number]

/** What a listing may hold besides packages; `odd-entries.ts` says what each is. */
export const ODD_KINDS = [
  'folder',
  'links',
  'hidden',
  'unfinished',
  'unreadable',
  'strange-names',
  'path-names',
  'special',
  'without-attributes',
  'twice',
  'huge',
  'odd-times',
] as const

const count = z.int().min(0)

const fileRule = z.strictObject({
  /** A pattern of file names: `*` stands for any characters, `?` for one. */
  files: z.string().min(1).default('*'),
  /** How many openings the rule is for; null for all. */
  times: z.int().min(1).nullable().default(null),
  /** The share of openings that it hits, drawn from the seed, the name and how often the name was opened. */
  chance: z.number().min(0).max(1).default(1),
  refuseOpen: z.enum(['no-such-file', 'permission-denied', 'failure']).optional(),
  bytesPerSecond: z.int().min(1).optional(),
  /** Once so many bytes were sent: the TCP connection is dropped, */
  cutAfterBytes: count.optional(),
  /** no read of the file is answered any more, */
  stallAfterBytes: count.optional(),
  /** or reads fail. */
  failAfterBytes: count.optional(),
  /** The file ends at this byte although it is said to be longer. */
  endAtByte: count.optional(),
  /** No answer carries more, whatever was asked for. */
  maxReadBytes: z.int().min(1).optional(),
  /** This byte of the file arrives with all its bits turned over. */
  corruptAtByte: count.optional(),
  /** Added to the size that listings and STAT tell. FSTAT tells the truth. */
  listedSizeOffBytes: z.int().optional(),
})

/** Everything that can be broken about the site, and how; nothing is by default. */
export const siteKnobs = z.strictObject({
  seed: z.string().max(200).default('site'),
  /** Before the answer to every SFTP request. */
  latencyMs: count.max(3_600_000).default(0),
  connections: z
    .strictObject({
      answer: z.enum(['normal', 'hang-up', 'silence']).default('normal'),
      /** Further ones are hung up on; null for any number. */
      maxOpen: count.nullable().default(null),
    })
    .prefault({}),
  logins: z
    .strictObject({
      methods: z
        .array(z.enum(LOGIN_METHODS))
        .min(1)
        .default([...LOGIN_METHODS]),
      /** After so many good logins, counted from when the knobs were set, all are refused; null for never. */
      refuseAfter: count.nullable().default(null),
    })
    .prefault({}),
  listings: z
    .strictObject({
      odd: z.array(z.enum(ODD_KINDS)).default([]),
      /** So many packages more, each a valid one without messages. */
      extraPackages: count.max(200_000).default(0),
      entriesPerReply: z.int().min(1).max(10_000).default(100),
      /** What happens after `afterEntries` entries. */
      fault: z.enum(['none', 'permission-denied', 'failure', 'stall', 'cut']).default('none'),
      afterEntries: count.default(0),
    })
    .prefault({}),
  /** For each opening of a file, the first rule that fits. */
  files: z.array(fileRule).max(100).default([]),
})

export type SiteKnobs = z.infer<typeof siteKnobs>
export type FileRule = z.infer<typeof fileRule>
export type OddKind = (typeof ODD_KINDS)[number]
