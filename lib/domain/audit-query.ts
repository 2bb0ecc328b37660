import { z } from 'zod'
import { AUDIT_ACTIONS, AUDIT_OUTCOMES } from './audit-actions.ts'

const LONGEST_PERSON = 100

const date = z.iso.date().optional().catch(undefined)

/** What of an address chooses among the audit events. Anything odd in it is as good as nothing. */
export const auditQuery = z.object({
  connector: z.guid().optional().catch(undefined),
  person: z.string().trim().min(1).max(LONGEST_PERSON).optional().catch(undefined),
  action: z.enum(AUDIT_ACTIONS).optional().catch(undefined),
  outcome: z.enum(AUDIT_OUTCOMES).optional().catch(undefined),
  /** Dates of the zone that the page shows, both of them included. */
  from: date,
  to: date,
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .catch(undefined),
})

export type AuditQuery = z.output<typeof auditQuery>

/** A file has no pages. */
export const auditExportInput = auditQuery
  .omit({ after: true })
  .extend({ format: z.enum(['csv', 'jsonl']).catch('csv') })
