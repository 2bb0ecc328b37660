import { z } from 'zod'
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

export const editCustomMappingInput = z.object({
  connectorId,
  custom: mappingInput.shape.custom,
  /** The number of the version in force; 0 without one. */
  was: z.int().min(0),
})

export type EditNameInput = z.output<typeof editNameInput>
export type EditScheduleInput = z.output<typeof editScheduleInput>
export type EditAutomaticMappingInput = z.output<typeof editAutomaticMappingInput>
export type EditCustomMappingInput = z.output<typeof editCustomMappingInput>
