import type { ConfirmedPrerequisite } from '#lib/domain/prerequisites.ts'
import type { TenantTransaction } from './with-tenant.ts'

/** How the audit log names a prerequisite of a connector type. */
export function prerequisiteTarget(typeId: string, prerequisite: ConfirmedPrerequisite) {
  return { type: 'prerequisite', id: `${typeId}/${prerequisite}` }
}

/** Who confirmed a prerequisite, and when; null when nobody did, or it was taken back. The audit log knows. */
export async function findConfirmation(
  transaction: TenantTransaction,
  tenantId: string,
  target: { type: string; id: string },
): Promise<{ by: string; at: Date } | null> {
  const event = await transaction.auditEvent.findFirst({
    where: {
      tenantId,
      action: 'prerequisite.confirm',
      targetType: target.type,
      targetId: target.id,
      outcome: 'done',
    },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    select: { actorName: true, at: true, detail: true },
  })
  const { detail } = event ?? {}
  const isConfirmed =
    typeof detail === 'object' && detail !== null && 'isConfirmed' in detail && detail.isConfirmed === true
  return event && isConfirmed ? { by: event.actorName, at: event.at } : null
}
