import type { AlertMessage, SendOutcome } from '#lib/sync/ports/alert-sender.ts'
import { type AlertText, alertText } from './alert-texts.ts'
import { type AllowedHosts, postToAllowedHost } from './post-to-allowed-host.ts'
import { signWebhook } from './sign-webhook.ts'

/** A signed POST of JSON. Whoever receives it twice knows it by its id. */
export function sendWebhook(
  target: { url: string; secret: string },
  message: AlertMessage,
  settings: { appUrl: string; allowed: AllowedHosts; now: Date },
  signal: AbortSignal,
): Promise<SendOutcome> {
  const body = JSON.stringify(webhookBody(message, alertText(message, settings.appUrl, 'en-GB')))
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'wechat-archive-connector',
    'x-archive-signature': signWebhook(body, target.secret, settings.now),
  }
  return postToAllowedHost(target.url, body, headers, settings.allowed, signal)
}

function webhookBody(message: AlertMessage, text: AlertText) {
  return {
    id: message.id,
    type: message.kind,
    sentAt: message.sentAt.toISOString(),
    text: text.subject,
    alerts: message.notices.map((notice, index) => ({
      id: notice.alertId,
      event: notice.event,
      kind: notice.kind,
      severity: notice.severity,
      connector: { id: notice.connectorId, name: notice.connectorName },
      runId: notice.runId,
      title: text.notices[index]?.title,
      body: text.notices[index]?.body,
      url: text.notices[index]?.url,
      facts: notice.facts,
      raisedAt: notice.raisedAt.toISOString(),
      resolvedAt: notice.resolvedAt?.toISOString() ?? null,
    })),
  }
}
