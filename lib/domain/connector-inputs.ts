import { z } from 'zod'

export const deleteConnectorInput = z.object({
  connectorId: z.uuid(),
  /** Typed by the person, to be sure that this connector is meant and no other. */
  typedName: z.string().trim().min(1, 'required').max(100, 'nameDiffers'),
})
