import { findLastWorkerTick } from '#lib/db/last-worker-tick.ts'
import { checkPrerequisiteInput, type PrerequisiteAnswer } from '#lib/domain/prerequisite-inputs.ts'
import type { CheckedPrerequisite } from '#lib/domain/prerequisites.ts'
import { checkPrerequisite } from './check-prerequisites.ts'
import type { CallDefinition } from './guard-call.ts'
import type { WebPorts } from './web-ports.ts'

const TIMEOUT_MS = 10_000

const underWay = new Map<CheckedPrerequisite, Promise<PrerequisiteAnswer>>()

/** One check of the product page. Many open pages are one knock at the other side's door. */
export function checkPrerequisiteCall(
  ports: () => WebPorts,
): CallDefinition<typeof checkPrerequisiteInput, PrerequisiteAnswer> {
  return {
    name: 'prerequisite.check',
    permission: 'read',
    changesNothing: true,
    input: checkPrerequisiteInput,
    async handle({ input: { prerequisite } }) {
      const { database, ...rest } = ports()
      const shared = underWay.get(prerequisite)
      if (shared) return { ok: true, value: await shared }
      const check = checkPrerequisite(
        { ...rest, lastWorkerTick: () => findLastWorkerTick(database) },
        prerequisite,
        TIMEOUT_MS,
      ).finally(() => underWay.delete(prerequisite))
      underWay.set(prerequisite, check)
      return { ok: true, value: await check }
    },
  }
}
