import type { Database } from '#lib/db/client.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { storableText } from '#lib/domain/storable-text.ts'
import type { SecretBox } from '#lib/platform/secret-box.ts'
import type { AlertLedger, ChannelKey } from '#lib/sync/ledger/alert-ledger.ts'
import { findAlertTarget } from './alert-channels.ts'
import { judgeConnector } from './judge-connector.ts'
import { takeDue } from './take-due.ts'

const MOST_CHANNELS = 1_000
const LONGEST_DETAIL = 500

/** The alerts' ledger on Postgres; for the tick, ids are read over all tenants. */
export function createAlertLedger(database: Database, secretBox: SecretBox): AlertLedger {
  return {
    async connectorsToWatch() {
      // A deleted one is looked at until nothing of it is open any more.
      return database.$queryRaw<{ tenantId: string; connectorId: string }[]>`
        select tenant_id::text as "tenantId", id::text as "connectorId" from connector
        where state in ('active', 'paused') or (state = 'deleted' and exists (
          select 1 from alert where alert.connector_id = connector.id and alert.state = 'open'))`
    },
    judge: (connector, now) =>
      withTenant(database, connector.tenantId, (tx) => judgeConnector(tx, connector, now)),
    async channelsToServe(now) {
      return database.$queryRaw<ChannelKey[]>`
        select distinct tenant_id::text as "tenantId", channel from alert_delivery
        where state = 'waiting' and next_try_at <= ${now} limit ${MOST_CHANNELS}`
    },
    target: (key) => withTenant(database, key.tenantId, (tx) => findAlertTarget(tx, secretBox, key)),
    take: (key, now, until) => withTenant(database, key.tenantId, (tx) => takeDue(tx, key, now, until)),
    settle: ({ tenantId, channel }, deliveryIds, outcome) =>
      withTenant(database, tenantId, async (tx) => {
        const { state } = outcome
        const error =
          state === 'delivered'
            ? { errorCode: null, errorDetail: null }
            : { errorCode: outcome.code, errorDetail: storableText(outcome.detail, LONGEST_DETAIL) }
        await tx.alertDelivery.updateMany({
          where: { tenantId, channel, id: { in: deliveryIds }, state: 'waiting' },
          data: {
            ...error,
            state,
            nextTryAt: state === 'waiting' ? outcome.nextTryAt : null,
            deliveredAt: state === 'delivered' ? outcome.at : null,
          },
        })
      }),
  }
}
