import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { packageKeyOf } from '#lib/domain/package-file.ts'
import { storableText } from '#lib/domain/storable-text.ts'
import type { RunClaim, RunLedger, StagedPackage } from '#lib/sync/ledger/run-ledger.ts'
import { holdRun } from './hold-claim.ts'

export async function knownPackages(tx: TenantTransaction, claim: RunClaim): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ name: string; size_bytes: bigint; modified_at: Date }[]>`
    select name, size_bytes, modified_at from staged_package
    where tenant_id = ${claim.tenantId}::uuid and connector_id = ${claim.connectorId}::uuid`
  return new Set(
    rows.map((row) =>
      packageKeyOf({ name: row.name, sizeBytes: Number(row.size_bytes), modifiedAt: row.modified_at }),
    ),
  )
}

/**
 * The same bytes under the same name are the same package, also when the site shows another time for them; other
 * bytes are its next revision. A package that an earlier build refused and this one accepts is staged anew.
 */
export async function savePackage(
  tx: TenantTransaction,
  claim: RunClaim,
  found: Parameters<RunLedger['savePackage']>[1],
): Promise<void> {
  await holdRun(tx, claim)
  const { file, refusal } = found
  const reason = refusal && storableText(refusal.reason, LONGEST_DETAIL)
  const detail = refusal && storableText(refusal.detail, LONGEST_DETAIL)
  await tx.$executeRaw`
    insert into staged_package (tenant_id, connector_id, run_id, name, revision, size_bytes, modified_at, sha256, blob_name,
                                state, refusal, detail)
    values (${claim.tenantId}::uuid, ${claim.connectorId}::uuid, ${claim.runId}::uuid, ${file.name},
            (select 1 + count(*) from staged_package
             where connector_id = ${claim.connectorId}::uuid and name = ${file.name}),
            ${BigInt(found.sizeBytes)}, ${file.modifiedAt}, decode(${found.sha256}, 'hex'), ${found.blobName},
            ${reason === null ? 'staged' : 'refused'}, ${reason}, ${detail})
    on conflict (connector_id, name, sha256) do update set
      modified_at = excluded.modified_at,
      run_id = case when staged_package.state = 'refused' then excluded.run_id else staged_package.run_id end,
      state = case when staged_package.state = 'refused' then excluded.state else staged_package.state end,
      refusal = case when staged_package.state = 'refused' then excluded.refusal end,
      detail = case when staged_package.state = 'refused' then excluded.detail else staged_package.detail end`
  // An earlier try of this run may have seen it half uploaded.
  await tx.$executeRaw`
    delete from package_refusal
    where tenant_id = ${claim.tenantId}::uuid and run_id = ${claim.runId}::uuid and name = ${file.name}`
  if (reason !== null) await insertRefusal(tx, claim, { file, reason, detail })
}

/** Details quote names of the package, which may be as long and as odd as they like. */
const LONGEST_DETAIL = 1_000

export async function refusePackage(
  tx: TenantTransaction,
  claim: RunClaim,
  refused: Parameters<RunLedger['refusePackage']>[1],
): Promise<void> {
  await holdRun(tx, claim)
  await insertRefusal(tx, claim, {
    ...refused,
    detail: refused.detail && storableText(refused.detail, LONGEST_DETAIL),
  })
}

async function insertRefusal(
  tx: TenantTransaction,
  claim: RunClaim,
  refused: Parameters<RunLedger['refusePackage']>[1],
): Promise<void> {
  await tx.$executeRaw`
    insert into package_refusal (tenant_id, run_id, name, size_bytes, reason, detail)
    values (${claim.tenantId}::uuid, ${claim.runId}::uuid, ${refused.file.name}, ${BigInt(refused.file.sizeBytes)},
            ${refused.reason}, ${refused.detail})
    on conflict (run_id, name) do update set reason = excluded.reason, detail = excluded.detail, seen_at = now()`
}

export async function packagesToRecord(tx: TenantTransaction, claim: RunClaim): Promise<StagedPackage[]> {
  const rows = await tx.$queryRaw<
    { id: bigint; name: string; sha256: Uint8Array; blob_name: string; modified_at: Date }[]
  >`
    select id, name, sha256, blob_name, modified_at from staged_package
    where tenant_id = ${claim.tenantId}::uuid and run_id = ${claim.runId}::uuid and state = 'staged'
    order by name, id`
  return rows.map((row) => ({
    packageId: row.id,
    name: row.name,
    sha256: Buffer.from(row.sha256).toString('hex'),
    blobName: row.blob_name,
    modifiedAt: row.modified_at,
  }))
}

export async function finishPackage(
  tx: TenantTransaction,
  claim: RunClaim,
  packageId: bigint,
  entryCount: number,
): Promise<void> {
  await holdRun(tx, claim)
  await tx.$executeRaw`
    update staged_package set state = 'recorded', entry_count = ${entryCount}
    where id = ${packageId} and tenant_id = ${claim.tenantId}::uuid and state = 'staged'`
}
