import { prerequisiteTarget } from '#lib/db/prerequisite-confirmations.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { findConnectorType } from '#lib/domain/connector-catalog.ts'
import { confirmPrerequisiteInput } from '#lib/domain/prerequisite-inputs.ts'
import type { CallDefinition } from './guard-call.ts'

/** An admin says that something is so which the app cannot see. The audit log is where it is kept, with the name. */
export function confirmPrerequisiteCall(): CallDefinition<
  typeof confirmPrerequisiteInput,
  { isConfirmed: boolean }
> {
  return {
    name: 'prerequisite.confirm',
    permission: 'manage',
    input: confirmPrerequisiteInput,
    target: ({ typeId, prerequisite }) => prerequisiteTarget(typeId, prerequisite),
    async handle({ input: { typeId, isConfirmed } }) {
      if (!findConnectorType(typeId)) return refuse('invalid-input')
      return { ok: true, value: { isConfirmed }, auditDetail: { isConfirmed } }
    },
  }
}
