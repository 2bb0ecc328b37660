import { z } from 'zod'
import { ROLES } from './roles.ts'

/** Whom a session belongs to, as pages and browsers see it. Apart from what pages do with it: they need no zod for that. */
export const sessionPerson = z.object({
  objectId: z.guid(),
  name: z.string(),
  address: z.string(),
  roles: z.array(z.enum(ROLES)),
})

export type SessionPerson = z.infer<typeof sessionPerson>
