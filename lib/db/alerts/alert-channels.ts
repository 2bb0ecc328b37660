import type { TenantTransaction } from '#lib/db/with-tenant.ts'
import { ALERT_CHANNELS, type AlertChannel } from '#lib/domain/alert-rules.ts'
import { type Language, toLanguage } from '#lib/domain/languages.ts'
import type { SecretBox } from '#lib/platform/secret-box.ts'
import type { ChannelKey } from '#lib/sync/ledger/alert-ledger.ts'
import type { AlertTarget } from '#lib/sync/ports/alert-sender.ts'

/** What may be shown of a channel: a sealed address never is, only its host. */
export type StoredChannel = {
  channel: AlertChannel
  recipients: string[]
  host: string | null
  language: Language
  updatedBy: string
  updatedAt: Date
}

export async function listAlertChannels(tx: TenantTransaction, tenantId: string): Promise<StoredChannel[]> {
  const rows = await tx.alertChannel.findMany({
    where: { tenantId },
    select: { channel: true, recipients: true, host: true, language: true, updatedBy: true, updatedAt: true },
  })
  return rows.flatMap(({ channel, language, ...row }) => {
    const known = ALERT_CHANNELS.find((candidate) => candidate === channel)
    return known ? [{ channel: known, language: toLanguage(language, null), ...row }] : []
  })
}

/** Stores where a channel leads; what was there is replaced. */
export async function saveAlertChannel(
  tx: TenantTransaction,
  secretBox: SecretBox,
  tenantId: string,
  target: AlertTarget,
  by: { name: string; at: Date },
): Promise<void> {
  const { channel } = target
  const sealed =
    target.channel === 'email' ? null : secretBox.seal(JSON.stringify(target), boundTo(target, tenantId))
  const row = {
    recipients: target.channel === 'email' ? target.recipients : [],
    language: target.channel === 'webhook' ? 'en-GB' : target.language,
    host: target.channel === 'email' ? null : new URL(target.url).host,
    keyId: sealed?.keyId ?? null,
    iv: sealed?.iv ?? null,
    ciphertext: sealed?.ciphertext ?? null,
    updatedBy: by.name,
    updatedAt: by.at,
  }
  await tx.alertChannel.upsert({
    where: { tenantId_channel: { tenantId, channel } },
    create: { tenantId, channel, ...row },
    update: row,
    select: { channel: true },
  })
}

/** What waited for the channel, or did not get through it, goes with it: nobody wants it there any more. */
export async function deleteAlertChannel(
  tx: TenantTransaction,
  { tenantId, channel }: ChannelKey,
): Promise<void> {
  await tx.alertChannel.deleteMany({ where: { tenantId, channel } })
  await tx.alertDelivery.deleteMany({ where: { tenantId, channel, state: { in: ['waiting', 'failed'] } } })
}

/**
 * Where a channel leads, to be used at once and kept nowhere. Null when it is not set up.
 * @throws {SecretBoxError} when it does not open with its key and row.
 */
export async function findAlertTarget(
  tx: TenantTransaction,
  secretBox: SecretBox,
  { tenantId, channel }: ChannelKey,
): Promise<AlertTarget | null> {
  const row = await tx.alertChannel.findUnique({
    where: { tenantId_channel: { tenantId, channel } },
    select: { recipients: true, language: true, keyId: true, iv: true, ciphertext: true },
  })
  if (!row) return null
  const language = toLanguage(row.language, null)
  if (channel === 'email') return { channel, recipients: row.recipients, language }
  const { keyId, iv, ciphertext } = row
  if (!keyId || !iv || !ciphertext) return null
  // Ours: sealed by the function above, and authenticated by the cipher.
  const sealed = JSON.parse(secretBox.open({ keyId, iv, ciphertext }, boundTo({ channel }, tenantId)))
  return (channel === 'teams' ? { ...sealed, language } : sealed) as AlertTarget
}

function boundTo({ channel }: { channel: AlertChannel }, tenantId: string): string {
  return `${tenantId}|alert-channel|${channel}`
}
