import type { z } from 'zod'
import { deleteAlertChannel, saveAlertChannel } from '#lib/db/alerts/alert-channels.ts'
import { withTenant } from '#lib/db/with-tenant.ts'
import { refuse } from '#lib/domain/action-result.ts'
import {
  alertChannelInput,
  emailChannelInput,
  readRecipients,
  teamsChannelInput,
  webhookChannelInput,
} from '#lib/domain/alert-inputs.ts'
import { hostEntries, isHostListed } from '#lib/domain/allowed-hosts.ts'
import type { CallDefinition } from '#lib/server/guard-call.ts'
import type { WebPorts } from '#lib/server/web-ports.ts'
import type { AlertTarget } from '#lib/sync/ports/alert-sender.ts'

const HTTPS_PORT = 443

export function saveEmailChannelCall(ports: () => WebPorts) {
  return saveCall(ports, emailChannelInput, ({ recipients, language }) => ({
    channel: 'email',
    language,
    recipients: readRecipients(recipients) ?? [],
  }))
}

export function saveWebhookChannelCall(ports: () => WebPorts) {
  return saveCall(ports, webhookChannelInput, (input) => ({ channel: 'webhook', ...input }))
}

export function saveTeamsChannelCall(ports: () => WebPorts) {
  return saveCall(ports, teamsChannelInput, (input) => ({ channel: 'teams', ...input }))
}

/** Said when it is stored, and asked again each time that something is sent: the operator's list may change. */
function saveCall<Schema extends z.ZodType>(
  ports: () => WebPorts,
  schema: Schema,
  targetOf: (input: z.output<Schema>) => AlertTarget,
): CallDefinition<Schema, null> {
  return {
    name: 'alert.save-channel',
    permission: 'manage',
    input: schema,
    async handle({ caller: { tenantId, name }, input }) {
      const { database, secretBox, clock, env } = ports()
      const target = targetOf(input)
      if (target.channel !== 'email') {
        const { hostname, port } = new URL(target.url)
        const list = target.channel === 'teams' ? env.ALERT_TEAMS_HOSTS : env.ALERT_WEBHOOK_HOSTS
        if (!isHostListed(hostEntries(list), hostname, Number(port || HTTPS_PORT))) {
          return refuse('invalid-input', { fields: { url: ['alertHostNotAllowed'] } })
        }
      }
      await withTenant(database, tenantId, (tx) =>
        saveAlertChannel(tx, secretBox, tenantId, target, { name, at: clock.now() }),
      )
      // An address holds a secret: of it, the audit log keeps the host.
      const where =
        target.channel === 'email' ? { recipients: target.recipients } : { host: new URL(target.url).host }
      return {
        ok: true,
        value: null,
        auditDetail: {
          channel: target.channel,
          ...where,
          ...(target.channel !== 'webhook' && { language: target.language }),
        },
      }
    },
  }
}

export function removeAlertChannelCall(
  ports: () => WebPorts,
): CallDefinition<typeof alertChannelInput, null> {
  return {
    name: 'alert.remove-channel',
    permission: 'manage',
    input: alertChannelInput,
    async handle({ caller: { tenantId }, input: { channel } }) {
      await withTenant(ports().database, tenantId, (tx) => deleteAlertChannel(tx, { tenantId, channel }))
      return { ok: true, value: null, auditDetail: { channel } }
    },
  }
}
