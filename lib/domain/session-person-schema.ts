import { z } from 'zod'
import { ROLES } from './roles.ts'
import type { SessionPerson } from './session-person.ts'

/** Whom a session belongs to, as the server reads it from its cookie. session-person.ts reads it in the browser. */
export const sessionPerson = z.object({
  objectId: z.guid(),
  name: z.string(),
  address: z.string(),
  roles: z.array(z.enum(ROLES)),
}) satisfies z.ZodType<SessionPerson>
