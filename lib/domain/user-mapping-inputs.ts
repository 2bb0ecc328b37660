import { z } from 'zod'
import { normalizeExternalId } from './external-id.ts'
import { normalizeMailboxAddress } from './mailbox-address.ts'
import { isOverlapping } from './mapping-validity.ts'

/** What changes of a confirmed mapping take. `was`: the version that the person saw. */
const connectorId = z.uuid()
const was = z.int().min(0)
const day = z.iso.date('dateInvalid').nullable()

/** A row as a person types it. */
export const mappingRowInput = z
  .object({
    rawId: z
      .string()
      .trim()
      .min(1, 'required')
      .max(320, 'idInvalid')
      .regex(/^\P{Cc}*$/u, 'idInvalid'),
    mailbox: z.string().trim().min(1, 'required').max(320, 'mailboxInvalid'),
    validFrom: day,
    validTo: day,
  })
  .superRefine((row, context) => {
    if (normalizeExternalId(row.rawId) === '') issue(context, 'rawId', 'idInvalid')
    if (normalizeMailboxAddress(row.mailbox) === null) issue(context, 'mailbox', 'mailboxInvalid')
    if (row.validFrom && row.validTo && row.validFrom > row.validTo)
      issue(context, 'validTo', 'datesReversed')
  })

const MOST_ROWS_AT_ONCE = 500

/** Adding is rows to add; changing is a row to remove and one to add; all of it is one version. */
export const editMappingRowsInput = z
  .object({
    connectorId,
    was,
    remove: z.array(z.string().regex(/^\d{1,18}$/)).max(MOST_ROWS_AT_ONCE),
    add: z.array(mappingRowInput).max(MOST_ROWS_AT_ONCE),
    /** A mailbox that is not there is taken too: the person has been told. */
    accept: z.boolean().default(false),
    /** Rows in force of the same id and exactly the same days end, instead of being a contradiction. */
    takesPlace: z.boolean().default(false),
  })
  .refine(({ remove, add }) => remove.length + add.length > 0)

export const rollBackMappingInput = z.object({ connectorId, was, toNumber: z.int().min(1) })

export const listMappingRowsInput = z.object({
  connectorId,
  search: z.string().trim().max(320).default(''),
  /** Only rows whose address belongs to somebody else by now. */
  movedOnly: z.stringbool().default(false),
  offset: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(200),
})

export const mappingVersionInput = z.object({ connectorId, number: z.coerce.number().int().min(1) })

export type MappingRowInput = z.input<typeof mappingRowInput>
export type EditMappingRowsInput = z.input<typeof editMappingRowsInput>
export type RollBackMappingInput = z.input<typeof rollBackMappingInput>

/** Two rows of one number that would both hold on one day, if there are any: neither may win by chance. */
export function findAmbiguousRow<
  Row extends { externalId: string; mailbox: string; validFrom: string | null; validTo: string | null },
>(rows: readonly Row[]): Row | null {
  const byId = Map.groupBy(rows, (row) => row.externalId)
  for (const ofOne of byId.values()) {
    const ambiguous = ofOne.find((row, index) =>
      ofOne.slice(0, index).some((other) => isOverlapping(row, other)),
    )
    if (ambiguous) return ambiguous
  }
  return null
}

function issue(context: z.RefinementCtx, field: string, message: string): void {
  context.addIssue({ code: 'custom', path: [field], message })
}
