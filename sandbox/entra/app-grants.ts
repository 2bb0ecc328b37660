import { z } from 'zod'
import { createKnobGroup, type KnobGroup } from '#sandbox/control/knob-group.ts'

const appGrants = z.strictObject({
  /** What the tenant's administrator has consented to in Entra: the `roles` of the app's tokens; none, no claim. */
  roles: z.array(z.string().min(1)).max(50).default(['Mail.ReadWrite', 'User.Read.All', 'Group.Read.All']),
  /**
   * Mailboxes (id or user principal name) that Exchange's own role-based access control opens to the app, whatever its
   * token says; null: no such assignment. The two are a union, as in Exchange.
   */
  exchangeScope: z.array(z.string().min(1)).max(10_000).nullable().default(null),
  /** Of tokens that are issued from now on. */
  tokenLifetimeSeconds: z.number().int().positive().max(86_400).default(3600),
})

export type AppGrants = z.output<typeof appGrants>

/** What the app may do in the tenant, as the knobs `app` of the control API. */
export function createAppGrants(): KnobGroup<AppGrants> {
  return createKnobGroup('app', appGrants)
}
