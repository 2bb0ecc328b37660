import type { MappingPrecedence } from '#lib/domain/mapping-candidates.ts'
import { Prisma } from './generated/client.ts'
import { columnsOf, type InJson, readAsJson, toInstant, toInstantOrNull } from './read-as-json.ts'
import type { TenantTransaction } from './with-tenant.ts'

type Person = { id: string; name: string }
type ReviewColumns = { name: string; importSince: Date; scheduleTime: string; timeZone: string }
type ConnectorKey = { tenantId: string; connectorId: string }

const WEB_COLUMNS = {
  id: true,
  typeId: true,
  name: true,
  state: true,
  termsVersion: true,
  termsAcceptedAt: true,
  termsAcceptedBy: true,
  siteHost: true,
  sitePort: true,
  siteFolder: true,
  siteUsername: true,
  siteHostKey: true,
  siteKeyFingerprint: true,
  siteTimeoutSeconds: true,
  siteTyped: true,
  siteCheckedAt: true,
  automaticMapping: true,
  mappingPrecedence: true,
  defaultCountry: true,
  mappingConfirmedAt: true,
  importSince: true,
  scheduleTime: true,
  timeZone: true,
  itemLimitBytes: true,
  overLimit: true,
  keepSiblingCopies: true,
  attachOriginal: true,
  designatedObjectId: true,
  designatedAddress: true,
  designatedName: true,
  createdBy: true,
  createdAt: true,
  updatedAt: true,
  finishedAt: true,
} as const

export type ConnectorRow = NonNullable<Awaited<ReturnType<typeof findConnector>>>

/** More than an organization has accounts at TeleMessage; the tab pages beyond it one day. */
const MOST_CONNECTORS_LISTED = 200

export function findConnector(transaction: TenantTransaction, { tenantId, connectorId }: ConnectorKey) {
  return transaction.connector.findFirst({
    where: { id: connectorId, tenantId, state: { not: 'deleted' } },
    select: WEB_COLUMNS,
  })
}

const LISTED_COLUMNS = {
  id: true,
  typeId: true,
  name: true,
  state: true,
  scheduleTime: true,
  timeZone: true,
  createdBy: true,
  createdAt: true,
  updatedAt: true,
  finishedAt: true,
} as const

/** What lists say of a connector. */
export type ListedConnector = Pick<ConnectorRow, keyof typeof LISTED_COLUMNS>

/** Newest first. */
export async function listConnectors(
  transaction: TenantTransaction,
  { tenantId, states, typeId }: { tenantId: string; states: string[]; typeId?: string },
): Promise<ListedConnector[]> {
  const ofType = typeId ? Prisma.sql`and type_id = ${typeId}` : Prisma.empty
  const rows = await readAsJson<InJson<ListedConnector>>(
    transaction,
    Prisma.sql`
      select ${columnsOf(LISTED_COLUMNS)} from connector
      where tenant_id = ${tenantId}::uuid and state = any(${states}) ${ofType}
      order by created_at desc, id asc limit ${MOST_CONNECTORS_LISTED}`,
  )
  return rows.map((row) => ({
    ...row,
    createdAt: toInstant(row.createdAt),
    updatedAt: toInstant(row.updatedAt),
    finishedAt: toInstantOrNull(row.finishedAt),
  }))
}

export function countConnectors(transaction: TenantTransaction, tenantId: string): Promise<number> {
  return transaction.connector.count({ where: { tenantId, state: { in: ['active', 'paused'] } } })
}

/** Takes the row for this transaction, so that two requests for one draft come one after the other. */
export async function lockConnector(transaction: TenantTransaction, { tenantId, connectorId }: ConnectorKey) {
  await transaction.$queryRaw`
    select 1 from connector where id = ${connectorId}::uuid and tenant_id = ${tenantId}::uuid for update`
  return findConnector(transaction, { tenantId, connectorId })
}

export async function addDraft(
  transaction: TenantTransaction,
  draft: { id: string; tenantId: string; typeId: string; name: string; createdBy: Person },
): Promise<void> {
  await transaction.tenant.createMany({ data: { id: draft.tenantId }, skipDuplicates: true })
  await transaction.connector.create({
    data: {
      id: draft.id,
      tenantId: draft.tenantId,
      typeId: draft.typeId,
      name: draft.name,
      createdById: draft.createdBy.id,
      createdBy: draft.createdBy.name,
    },
    select: { id: true },
  })
}

export function saveTerms(
  transaction: TenantTransaction,
  key: ConnectorKey,
  terms: { version: string; acceptedAt: Date; acceptedBy: Person },
): Promise<boolean> {
  return updateDraft(transaction, key, {
    termsVersion: terms.version,
    termsAcceptedAt: terms.acceptedAt,
    termsAcceptedById: terms.acceptedBy.id,
    termsAcceptedBy: terms.acceptedBy.name,
  })
}

export function saveMappingChoice(
  transaction: TenantTransaction,
  key: ConnectorKey,
  choice: {
    automaticMapping: boolean
    precedence: MappingPrecedence
    /** Null: the one chosen before stays. */
    defaultCountry: string | null
    confirmedAt: Date
  },
): Promise<boolean> {
  return updateDraft(transaction, key, {
    automaticMapping: choice.automaticMapping,
    mappingPrecedence: choice.precedence,
    ...(choice.defaultCountry && { defaultCountry: choice.defaultCountry }),
    mappingConfirmedAt: choice.confirmedAt,
  })
}

/** Something that belongs to a draft was stored, and not in its row. */
export function touchDraft(transaction: TenantTransaction, key: ConnectorKey, now: Date): Promise<boolean> {
  return updateDraft(transaction, key, { updatedAt: now })
}

/** Keeps what was chosen in Review, before Finish. */
export function saveReview(
  transaction: TenantTransaction,
  key: ConnectorKey,
  { name, importSince, scheduleTime, timeZone }: ReviewColumns,
): Promise<boolean> {
  return updateDraft(transaction, key, { name, importSince, scheduleTime, timeZone })
}

/** Makes the draft a connector. False when it is none any more: another request was first. */
export function finishDraft(
  transaction: TenantTransaction,
  key: ConnectorKey,
  review: ReviewColumns & { finishedAt: Date },
): Promise<boolean> {
  return updateDraft(transaction, key, { ...review, state: 'active' })
}

/** Paused, the ledgers plan nothing for it and take none of its work. False when it is not active. */
export function pauseConnector(transaction: TenantTransaction, key: ConnectorKey): Promise<boolean> {
  return changeState(transaction, key, ['active'], 'paused')
}

/** False when it is not paused. */
export function resumeConnector(transaction: TenantTransaction, key: ConnectorKey): Promise<boolean> {
  return changeState(transaction, key, ['paused'], 'active')
}

/**
 * Ends a connector and forgets its password. Its row stays, for the ledger, the staged packages and the audit log
 * name it. False when there is nothing to delete.
 */
export async function deleteConnector(transaction: TenantTransaction, key: ConnectorKey): Promise<boolean> {
  const isDeleted = await changeState(transaction, key, ['active', 'paused'], 'deleted')
  if (isDeleted) await transaction.connectorSecret.deleteMany({ where: ownedBy(key) })
  return isDeleted
}

/** Removes a draft and all that the wizard stored with it: nothing was read for it yet. False when it is no draft. */
export async function removeDraft(transaction: TenantTransaction, key: ConnectorKey): Promise<boolean> {
  const draft = { id: key.connectorId, tenantId: key.tenantId, state: 'draft' }
  if ((await transaction.connector.count({ where: draft })) === 0) return false
  await transaction.connectorSecret.deleteMany({ where: ownedBy(key) })
  await transaction.userMappingRow.deleteMany({ where: ownedBy(key) })
  await transaction.userMappingVersion.deleteMany({ where: ownedBy(key) })
  await transaction.connector.deleteMany({ where: draft })
  return true
}

/** Spelled out: a caller may pass an object that has more in it. */
function ownedBy({ tenantId, connectorId }: ConnectorKey) {
  return { tenantId, connectorId }
}

async function changeState(
  transaction: TenantTransaction,
  { tenantId, connectorId }: ConnectorKey,
  from: string[],
  to: 'active' | 'paused' | 'deleted',
): Promise<boolean> {
  const { count } = await transaction.connector.updateMany({
    where: { id: connectorId, tenantId, state: { in: from } },
    data: { state: to },
  })
  return count === 1
}

async function updateDraft(
  transaction: TenantTransaction,
  { tenantId, connectorId }: ConnectorKey,
  data: Parameters<TenantTransaction['connector']['updateMany']>[0]['data'],
): Promise<boolean> {
  const { count } = await transaction.connector.updateMany({
    where: { id: connectorId, tenantId, state: 'draft' },
    data,
  })
  return count === 1
}
