import { nextAlertTry } from '#lib/domain/alert-retry.ts'
import type { AlertLedger, ChannelKey, SettledDelivery, TakenMessage } from './ledger/alert-ledger.ts'
import type { AlertSender, AlertTarget, SendOutcome } from './ports/alert-sender.ts'
import type { Clock } from './ports/clock.ts'
import type { Log } from './ports/log.ts'

export type DeliverAlertsPorts = { alerts: AlertLedger; alertSender: AlertSender; clock: Clock; log: Log }

/** One message; mail servers may think for half a minute before they answer. */
export const SEND_TIMEOUT_MS = 45_000
/** What a worker has taken and not settled by then was lost with it. */
const LEASE_MS = 10 * 60_000

/** Sends what is due in one channel, and writes down what came of each message. */
export async function deliverAlerts(ports: DeliverAlertsPorts, key: ChannelKey): Promise<void> {
  const target = await ports.alerts.target(key)
  const now = ports.clock.now()
  const taken = await ports.alerts.take(key, now, new Date(now.getTime() + LEASE_MS))
  for (const one of taken) {
    const outcome = await send(ports, target, one)
    const settled = settle(outcome, one.attempts, ports.clock.now())
    if (settled.state !== 'delivered') {
      const { state, code } = settled
      ports.log.warn({ channel: key.channel, state, code, attempts: one.attempts }, 'alert not delivered')
    }
    await ports.alerts.settle(key, one.deliveryIds, settled)
  }
}

async function send(
  ports: DeliverAlertsPorts,
  target: AlertTarget | null,
  { message }: TakenMessage,
): Promise<SendOutcome> {
  if (!target) return { ok: false, code: 'not-set-up', detail: '', isFinal: true }
  return ports.alertSender.send(target, message, AbortSignal.timeout(SEND_TIMEOUT_MS))
}

function settle(outcome: SendOutcome, attempts: number, now: Date): SettledDelivery {
  if (outcome.ok) return { state: 'delivered', at: now }
  const { code, detail, isFinal } = outcome
  const nextTryAt = isFinal ? null : nextAlertTry(attempts, now)
  return nextTryAt ? { state: 'waiting', nextTryAt, code, detail } : { state: 'failed', code, detail }
}
