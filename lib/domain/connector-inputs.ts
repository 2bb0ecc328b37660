import { z } from 'zod'
import { BYTES_PER_MEGABYTE, LARGEST_ITEM_LIMIT_BYTES } from './item-limits.ts'
import { MAPPING_PRECEDENCES } from './mapping-candidates.ts'
import { looksLikeMailbox } from './mapping-mailbox.ts'
import { mappingInput, reviewInput } from './wizard-inputs.ts'

/**
 * What each change of a finished connector takes: one schema for the form and for the action. `was` is what the person
 * saw when they began: when somebody else has saved meanwhile, theirs is not overwritten unseen.
 */
const connectorId = z.uuid()
const { name, scheduleTime, timeZone } = reviewInput.shape

export const deleteConnectorInput = z.object({
  connectorId,
  /** Typed by the person, to be sure that this connector is meant and no other. */
  typedName: z.string().trim().min(1, 'required').max(100, 'nameDiffers'),
})

export const editNameInput = z.object({ connectorId, name, was: z.string().max(100) })

export const editScheduleInput = z.object({
  connectorId,
  scheduleTime,
  timeZone,
  was: z.object({ scheduleTime: z.string().max(5), timeZone: z.string().max(100) }),
})

export const editAutomaticMappingInput = z.object({ connectorId, automaticMapping: z.boolean() })

export const editMappingPrecedenceInput = z.object({
  connectorId,
  precedence: z.enum(MAPPING_PRECEDENCES),
  was: z.enum(MAPPING_PRECEDENCES),
})

export const editCustomMappingInput = z.object({
  connectorId,
  custom: mappingInput.shape.custom,
  /** The number of the version in force; 0 without one. */
  was: z.int().min(0),
})

/** As many as a page of the Quarantine tab can show, with some to spare. */
const MOST_CHOSEN = 500
const waitingGroupKey = z.string().regex(/^[0-9a-f]{32}$/)
const waitingItemId = z.string().regex(/^\d{1,18}$/)

export const waitingItemsInput = z.object({
  connectorId,
  group: waitingGroupKey,
  after: waitingItemId.nullable(),
})

export const acknowledgeInput = z.object({
  connectorId,
  /** A person with their reason, or an item: what the tab has given. */
  subjects: z
    .array(z.string().regex(/^([0-9a-f]{32}|item:\d{1,18})$/))
    .min(1)
    .max(MOST_CHOSEN),
  note: z.string().trim().min(1, 'required').max(1000, 'tooLong'),
})

export const redriveProgressInput = z.object({ connectorId, runId: z.uuid() })

export const redriveInput = z.object({
  connectorId,
  /** Which of the items that wait are taken. */
  scope: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('connector') }),
    z.object({ kind: z.literal('reason'), reason: z.string().min(1).max(100) }),
    z.object({ kind: z.literal('run'), runId: z.uuid() }),
    z.object({ kind: z.literal('mapped') }),
    /** All of which the Quarantine tab says that they can be delivered now. */
    z.object({ kind: z.literal('deliverable') }),
    /** What was chosen there: groups by their keys, or single items. */
    z.object({
      kind: z.literal('chosen'),
      groups: z.array(waitingGroupKey).max(MOST_CHOSEN),
      items: z.array(waitingItemId).max(MOST_CHOSEN),
    }),
  ]),
})

export const cancelRunInput = z.object({ connectorId, runId: z.uuid() })

export const editItemOptionsInput = z.object({
  connectorId,
  itemLimitMegabytes: z
    .int('itemLimitInvalid')
    .min(1, 'itemLimitInvalid')
    .max(LARGEST_ITEM_LIMIT_BYTES / BYTES_PER_MEGABYTE, 'itemLimitInvalid'),
  overLimit: z.enum(['do-not-import', 'import-partially']),
  keepSiblingCopies: z.boolean(),
  attachOriginal: z.boolean(),
  was: z.object({
    itemLimitBytes: z.int().min(0),
    overLimit: z.string().max(40),
    keepSiblingCopies: z.boolean(),
    attachOriginal: z.boolean(),
  }),
})

export const editDesignatedMailboxInput = z
  .object({
    connectorId,
    isOn: z.boolean(),
    address: z.string().trim().max(320),
    /** The id of its user; null: there was none. */
    was: z.string().max(100).nullable(),
  })
  .refine(({ isOn, address }) => !isOn || looksLikeMailbox(address), {
    path: ['address'],
    error: 'mailboxAddress',
  })

export type RedriveInput = z.output<typeof redriveInput>
export type WaitingItemsInput = z.output<typeof waitingItemsInput>
export type AcknowledgeInput = z.output<typeof acknowledgeInput>
export type RedriveProgressInput = z.output<typeof redriveProgressInput>
export type EditItemOptionsInput = z.output<typeof editItemOptionsInput>
export type EditDesignatedMailboxInput = z.output<typeof editDesignatedMailboxInput>
export type EditNameInput = z.output<typeof editNameInput>
export type EditScheduleInput = z.output<typeof editScheduleInput>
export type EditAutomaticMappingInput = z.output<typeof editAutomaticMappingInput>
export type EditMappingPrecedenceInput = z.output<typeof editMappingPrecedenceInput>
export type EditCustomMappingInput = z.output<typeof editCustomMappingInput>
