import { z } from 'zod'
import type { AuditEvent } from '#lib/db/audit-events.ts'
import { type ActionResult, type Refusal, refuse } from '#lib/domain/action-result.ts'
import { may, type Permission, type Role } from '#lib/domain/roles.ts'

/** Who asks: a person with a session, or a program with a token. */
export type Caller = {
  tenantId: string
  id: string
  name: string
  roles: readonly Role[]
  /** Of a person: when the session is over, whatever it is doing. */
  endsAt?: Date
}

export type AuditDetail = NonNullable<AuditEvent['detail']>

/** What a handler answers: the result, and what of it the audit log keeps. */
export type Handled<T> = { ok: true; value: T; auditDetail?: AuditDetail } | Refusal

export type CallDefinition<Schema extends z.ZodType, T> = {
  /** `subject.verb`; the audit log has it. */
  name: string
  permission: Permission
  /** Looks and does not touch: the audit log has its refusals and faults, and not that somebody looked. */
  changesNothing?: boolean
  input: Schema
  target?: (input: z.output<Schema>) => { type: string; id: string }
  handle: (call: { caller: Caller; input: z.output<Schema> }) => Promise<Handled<T>>
}

export type GuardPorts = {
  addAuditEvent(tenantId: string, event: AuditEvent): Promise<void>
  logFault(facts: Record<string, unknown>): void
  newReference(): string
}

/**
 * The one way into the app for everything that changes something: who asks, from our own page, with an input of the
 * right form, and with the right to. Whatever comes of it is in the audit log.
 *
 * A fault of the handler, or of the audit log itself, is logged under a reference and told as `unexpected` with that
 * reference only: its words may hold what a browser must not see.
 */
export async function guardCall<Schema extends z.ZodType, T>(
  definition: CallDefinition<Schema, T>,
  call: { caller: Caller | null; isOurOrigin: boolean; input: unknown },
  ports: GuardPorts,
): Promise<ActionResult<T>> {
  const { caller } = call
  // Nobody is told apart here, so there is nobody to put into the audit log.
  if (!caller) return refuse('session-expired')
  let target: AuditEvent['target']
  const audit = (outcome: AuditEvent['outcome'], detail?: AuditDetail) =>
    ports.addAuditEvent(caller.tenantId, {
      actorId: caller.id,
      actorName: caller.name,
      action: definition.name,
      target,
      outcome,
      detail,
    })
  const refused = async (refusal: Refusal, detail?: AuditDetail): Promise<Refusal> => {
    await audit('refused', { code: refusal.error.code, ...detail })
    return refusal
  }

  try {
    if (!call.isOurOrigin) return await refused(refuse('cross-origin'))
    const parsed = definition.input.safeParse(call.input)
    if (!parsed.success) {
      const fields = z.flattenError<unknown>(parsed.error).fieldErrors as Record<string, string[]>
      return await refused(refuse('invalid-input', { fields }), { fields: Object.keys(fields) })
    }
    target = definition.target?.(parsed.data)
    if (!may(caller.roles, definition.permission)) return await refused(refuse('no-permission'))
    const handled = await definition.handle({ caller, input: parsed.data })
    if (!handled.ok) return await refused(handled)
    if (!definition.changesNothing) await audit('done', handled.auditDetail)
    return { ok: true, value: handled.value }
  } catch (error) {
    const reference = ports.newReference()
    ports.logFault({ reference, action: definition.name, err: error })
    await audit('failed', { reference }).catch((auditError: unknown) =>
      ports.logFault({ reference, action: definition.name, err: auditError }),
    )
    return refuse('unexpected', { values: { reference } })
  }
}
