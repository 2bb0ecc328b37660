import { z } from 'zod'
import { CHECKED_PREREQUISITES, CONFIRMED_PREREQUISITES } from './prerequisites.ts'

/** Each has a sentence in the message files, under `product.checkReasons`: what is, and what to do. */
const REASONS = [
  'role-admin',
  'role-reader',
  'users-readable',
  'users-forbidden',
  'token-refused',
  'login-unreachable',
  'graph-throttled',
  'graph-unreachable',
  'mail-granted',
  'mail-not-in-token',
  'site-answers',
  'site-host-not-allowed',
  'site-host-not-found',
  'site-unreachable',
  'storage-writable',
  'storage-refused',
  'storage-unreachable',
  'worker-alive',
  'worker-tick-failed',
  'worker-silent',
  'worker-never-seen',
  'timed-out',
  'fault',
  'session-expired',
  'no-answer',
] as const

/** `unproved`: nothing speaks against it, and nothing that could be asked without writing speaks for it. */
export const prerequisiteAnswer = z.object({
  state: z.enum(['met', 'unproved', 'not-met']),
  reason: z.enum(REASONS),
  /** What the sentence names. */
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** What the other side called it: for whoever looks it up. */
  code: z.string().max(200).optional(),
})

export type PrerequisiteAnswer = z.infer<typeof prerequisiteAnswer>
export type PrerequisiteReason = PrerequisiteAnswer['reason']

export const checkPrerequisiteInput = z.object({ prerequisite: z.enum(CHECKED_PREREQUISITES) })

export const confirmPrerequisiteInput = z.object({
  typeId: z.string().min(1).max(100),
  prerequisite: z.enum(CONFIRMED_PREREQUISITES),
  isConfirmed: z.boolean(),
})
