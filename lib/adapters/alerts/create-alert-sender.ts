import type { AlertSender } from '#lib/sync/ports/alert-sender.ts'
import type { AllowedHosts } from './post-to-allowed-host.ts'
import { type MailServer, sendMail } from './send-mail.ts'
import { sendTeams } from './send-teams.ts'
import { sendWebhook } from './send-webhook.ts'

/** Tells people, and programs, of alerts, each in its own way. */
export function createAlertSender(settings: {
  appUrl: string
  mailServer: MailServer | null
  webhooks: AllowedHosts
  teams: AllowedHosts
  now: () => Date
}): AlertSender {
  const { appUrl, mailServer: server, webhooks, teams, now } = settings
  return {
    send(target, message, signal) {
      switch (target.channel) {
        case 'email':
          return sendMail(target, message, { appUrl, server }, signal)
        case 'webhook':
          return sendWebhook(target, message, { appUrl, allowed: webhooks, now: now() }, signal)
        case 'teams':
          return sendTeams(target, message, { appUrl, allowed: teams }, signal)
      }
    },
  }
}
