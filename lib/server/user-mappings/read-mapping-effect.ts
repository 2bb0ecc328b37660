import { z } from 'zod'
import { findConnector } from '#lib/db/connectors.ts'
import { listUnmapped, tryMapping } from '#lib/db/mapping-effect.ts'
import { mappingInForce, uploadTarget } from '#lib/db/user-mappings.ts'
import { type TenantTransaction, withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { MAPPING_PRECEDENCES } from '#lib/domain/mapping-candidates.ts'
import type { MappingEffectAnswer } from '#lib/domain/mapping-effect.ts'
import type { CallDefinition } from '../guard-call.ts'
import type { WebPorts } from '../web-ports.ts'

export const mappingEffectInput = z.object({
  connectorId: z.uuid(),
  /** Tried instead of what is in force, which it would replace or be merged into. */
  upload: z.object({ uploadId: z.uuid(), way: z.enum(['replace', 'merge']) }).nullable(),
  automatic: z.boolean(),
  precedence: z.enum(MAPPING_PRECEDENCES),
  /** Read the site again, whatever is there. */
  isFresh: z.boolean().default(false),
})

const SAMPLE_LIFE_MS = 24 * 3_600_000
const MOST_UNMAPPED = 200

/** Tries a mapping against the newest messages of the connector's site. Asked for the first time it has them read. */
export function readMappingEffectCall(
  ports: () => WebPorts,
): CallDefinition<typeof mappingEffectInput, MappingEffectAnswer> {
  return {
    name: 'connector.try-mapping',
    permission: 'manage',
    changesNothing: true,
    input: mappingEffectInput,
    target: (input) => ({ type: 'connector', id: input.connectorId }),
    async handle({ caller, input }) {
      const { database, clock, log, requestSample } = ports()
      const key = { tenantId: caller.tenantId, connectorId: input.connectorId }
      const now = clock.now()
      const answer = await withTenant(database, caller.tenantId, async (transaction) => {
        if (!(await findConnector(transaction, key))) return refuse('connector-gone')
        const sample = await transaction.siteSample.findFirst({ where: key })
        const isUnderWay = sample !== null && ['waiting', 'reading', 'asking'].includes(sample.state)
        const isOld = !sample?.readAt || now.getTime() - sample.readAt.getTime() > SAMPLE_LIFE_MS
        if (!isUnderWay && (!sample || isOld || input.isFresh)) {
          const asked = { state: 'waiting', requestedAt: now, error: null, readAt: null }
          await transaction.siteSample.upsert({
            where: { connectorId: key.connectorId },
            create: { ...key, ...asked },
            update: asked,
          })
          return { ok: true as const, value: { state: 'reading' as const, itemCount: 0 }, isNew: true }
        }
        if (!sample || isUnderWay) {
          const state = sample?.state === 'asking' ? ('asking' as const) : ('reading' as const)
          return { ok: true as const, value: { state, itemCount: sample?.itemCount ?? 0 }, isNew: false }
        }
        if (sample.state === 'failed')
          return {
            ok: true as const,
            value: { state: 'failed' as const, error: sample.error ?? '' },
            isNew: false,
          }
        return { ok: true as const, value: await tryOn(transaction, key, input, sample), isNew: false }
      })
      if (answer.ok && answer.isNew)
        await requestSample(key).catch((error: unknown) =>
          log.warn({ err: error, connectorId: key.connectorId }, 'a sample waits for the next minute'),
        )
      return answer.ok ? { ok: true, value: answer.value } : answer
    },
  }
}

async function tryOn(
  transaction: TenantTransaction,
  key: { tenantId: string; connectorId: string },
  { upload, automatic, precedence }: z.output<typeof mappingEffectInput>,
  sample: { packageNames: string[]; itemCount: number; readAt: Date | null },
): Promise<MappingEffectAnswer> {
  const rows = upload ? uploadTarget(key, upload) : { rows: mappingInForce(key), scope: 'all' as const }
  const tried = {
    rows: upload?.way === 'merge' ? mappingInForce(key, rows.rows) : rows.rows,
    automatic,
    precedence,
  }
  const effect = await tryMapping(transaction, key, tried)
  const unmapped = await listUnmapped(transaction, key, tried, MOST_UNMAPPED)
  const { packageNames, itemCount } = sample
  return {
    state: 'ready',
    packageNames,
    itemCount,
    readAt: sample.readAt ?? new Date(0),
    unmapped,
    ...effect,
  }
}
