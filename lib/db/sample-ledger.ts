import type { SampleLedger } from '#lib/sync/ledger/site-sample-ledger.ts'
import type { Database } from './client.ts'
import { findConnector } from './connectors.ts'
import { withTenant } from './with-tenant.ts'

const MOST_SAMPLES = 100

/** Who stands on the newest messages of a site. */
export function createSampleLedger(database: Database): SampleLedger {
  return {
    begin: (key) =>
      withTenant(database, key.tenantId, async (tx) => {
        const row = await findConnector(tx, key)
        const { tenantId, connectorId } = key
        const asked = await tx.siteSample.findFirst({
          where: { tenantId, connectorId, state: { in: ['waiting', 'reading', 'asking'] } },
          select: { connectorId: true },
        })
        if (
          !asked ||
          !row?.siteHost ||
          !row.sitePort ||
          !row.siteFolder ||
          !row.siteUsername ||
          !row.siteHostKey
        )
          return null
        await tx.siteSamplePerson.deleteMany({ where: { tenantId, connectorId } })
        await tx.siteSampleAddress.deleteMany({ where: { tenantId, connectorId } })
        const emptied = { state: 'reading', itemCount: 0, addressCount: 0, packageNames: [], error: null }
        await tx.siteSample.updateMany({ where: { tenantId, connectorId }, data: emptied })
        return {
          site: {
            host: row.siteHost,
            port: row.sitePort,
            folder: row.siteFolder,
            username: row.siteUsername,
            trustedHostKey: row.siteHostKey,
            timeoutMs: row.siteTimeoutSeconds * 1_000,
          },
        }
      }),
    saveItems: ({ tenantId, connectorId }, from, items) =>
      withTenant(database, tenantId, async (tx) => {
        const people = items.flatMap(({ people, sentAt }, index) =>
          people.map((person, ordinal) => ({ ...person, item: from + index, ordinal, sentAt })),
        )
        await tx.$executeRaw`
          insert into site_sample_person (connector_id, tenant_id, item, ordinal, display_name, phone, address, opaque_id, sent_on)
          select ${connectorId}::uuid, ${tenantId}::uuid, p.item, p.ordinal, p.display_name, p.phone, p.address, p.opaque_id,
                 (p.sent_at at time zone c.time_zone)::date
          from unnest(
            ${people.map((one) => one.item)}::int[],
            ${people.map((one) => one.ordinal)}::int[],
            ${people.map((one) => one.displayName)}::text[],
            ${people.map((one) => one.phone)}::text[],
            ${people.map((one) => one.address)}::text[],
            ${people.map((one) => one.opaqueId)}::text[],
            ${people.map((one) => one.sentAt)}::timestamptz[]
          ) as p (item, ordinal, display_name, phone, address, opaque_id, sent_at), connector c
          where c.id = ${connectorId}::uuid`
        await tx.$executeRaw`
          update site_sample set item_count = item_count + ${items.length}
          where connector_id = ${connectorId}::uuid and tenant_id = ${tenantId}::uuid`
      }),
    endReading: ({ tenantId, connectorId }, packageNames) =>
      withTenant(database, tenantId, async (tx) => {
        const count = await tx.$executeRaw`
          insert into site_sample_address (connector_id, tenant_id, address)
          select distinct connector_id, tenant_id, address from site_sample_person
          where connector_id = ${connectorId}::uuid and tenant_id = ${tenantId}::uuid and address <> ''`
        await tx.siteSample.updateMany({
          where: { tenantId, connectorId },
          data: { state: 'asking', packageNames, addressCount: count },
        })
      }),
    nextAddresses: ({ tenantId, connectorId }, limit) =>
      withTenant(database, tenantId, async (tx) => {
        const rows = await tx.siteSampleAddress.findMany({
          where: { tenantId, connectorId, status: null },
          select: { address: true },
          take: limit,
        })
        return rows.map((row) => row.address)
      }),
    saveAddresses: ({ tenantId, connectorId }, answers) =>
      withTenant(database, tenantId, async (tx) => {
        await tx.$executeRaw`
          update site_sample_address a set status = answer.status
          from unnest(
            ${answers.map((one) => one.address)}::text[],
            ${answers.map((one) => one.status)}::text[]
          ) as answer (address, status)
          where a.connector_id = ${connectorId}::uuid and a.tenant_id = ${tenantId}::uuid and a.address = answer.address`
      }),
    end: ({ tenantId, connectorId }, error) =>
      withTenant(database, tenantId, async (tx) => {
        await tx.$executeRaw`
          update site_sample set state = ${error === null ? 'ready' : 'failed'}, error = ${error}, read_at = now()
          where connector_id = ${connectorId}::uuid and tenant_id = ${tenantId}::uuid`
      }),
    samplesToContinue: () =>
      database.siteSample.findMany({
        where: { state: { in: ['waiting', 'reading', 'asking'] } },
        select: { tenantId: true, connectorId: true },
        take: MOST_SAMPLES,
      }),
  }
}
