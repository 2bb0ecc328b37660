import { z } from 'zod'
import { CONNECTOR_TYPES, type ConnectorTypeId } from './connector-catalog.ts'
import { MAPPING_PRECEDENCES } from './mapping-candidates.ts'
import { isTimeOfDay, isTimeZone } from './wizard-local-time.ts'

/**
 * What each step of the wizard takes: one schema for the form in the browser and for the action that stores it.
 * A message here is a key of the message files, under `fieldErrors`.
 */
const connectorId = z.uuid()

export const startDraftInput = z.object({
  typeId: z.enum(CONNECTOR_TYPES.map((type) => type.id) as [ConnectorTypeId, ...ConnectorTypeId[]]),
})

export const connectorInput = z.object({ connectorId })

export const acceptTermsInput = z.object({ connectorId, termsVersion: z.string().max(20) })

export const mappingInput = z.object({
  connectorId,
  automaticMapping: z.boolean(),
  precedence: z.enum(MAPPING_PRECEDENCES),
  custom: z.discriminatedUnion('choice', [
    z.object({ choice: z.literal('keep') }),
    z.object({ choice: z.literal('none') }),
    z.object({
      choice: z.literal('upload'),
      uploadId: z.uuid(),
      /** Whether its rows take the place of those in force, or are added to them. */
      way: z.enum(['replace', 'merge']),
      /** How many wrong lines the person has agreed to leave out. */
      leaveOutCount: z.number().int().min(0),
      /** The number of the version in force when the person began; 0 without one. */
      was: z.int().min(0),
    }),
  ]),
})

export const reviewInput = z.object({
  connectorId,
  name: z.string().trim().min(1, 'required').max(100, 'tooLong'),
  /** Wall clock of `timeZone`. */
  importSince: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'dateTimeInvalid')
    .refine((local) => Number.isFinite(Date.parse(`${local}:00Z`)), 'dateTimeInvalid'),
  scheduleTime: z.string().refine(isTimeOfDay, 'timeInvalid'),
  timeZone: z.string().max(100, 'tooLong').refine(isTimeZone, 'timeZoneUnknown'),
})

export type MappingInput = z.output<typeof mappingInput>
export type ReviewInput = z.output<typeof reviewInput>
