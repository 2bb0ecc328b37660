import { expect, test } from 'vitest'
import { deliverAlerts } from './deliver-alerts.ts'
import type { AlertLedger, SettledDelivery, TakenMessage } from './ledger/alert-ledger.ts'
import type { SendOutcome } from './ports/alert-sender.ts'

const NOW = new Date('2026-11-20T09:00:00Z')
const KEY = { tenantId: 't', channel: 'email' } as const

async function settledAfter(
  outcome: SendOutcome,
  { attempts = 1, isSetUp = true } = {},
): Promise<SettledDelivery[]> {
  const settled: SettledDelivery[] = []
  const taken: TakenMessage = {
    message: { id: 'm', kind: 'alert', sentAt: NOW, notices: [] },
    deliveryIds: ['m'],
    attempts,
  }
  const alerts: AlertLedger = {
    connectorsToWatch: async () => [],
    judge: async () => undefined,
    channelsToServe: async () => [],
    target: async () =>
      isSetUp ? { channel: 'email', recipients: ['ops@contoso.example'], language: 'en-GB' } : null,
    take: async () => [taken],
    settle: async (_key, _ids, one) => {
      settled.push(one)
    },
  }
  const alertSender = { send: async () => outcome }
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  await deliverAlerts({ alerts, alertSender, clock: { now: () => NOW }, log }, KEY)
  return settled
}

const REFUSED: SendOutcome = { ok: false, code: 'server-error', detail: 'HTTP 500', isFinal: false }

test('what arrived is written down', async () => {
  expect(await settledAfter({ ok: true, detail: '250' })).toEqual([{ state: 'delivered', at: NOW }])
})

test('what did not is tried again in a minute, with its reason', async () => {
  expect(await settledAfter(REFUSED)).toEqual([
    {
      state: 'waiting',
      nextTryAt: new Date('2026-11-20T09:01:00Z'),
      code: 'server-error',
      detail: 'HTTP 500',
    },
  ])
})

test('the ninth time is the last', async () => {
  expect(await settledAfter(REFUSED, { attempts: 9 })).toEqual([
    { state: 'failed', code: 'server-error', detail: 'HTTP 500' },
  ])
})

test('what trying cannot mend is given up at once', async () => {
  expect(await settledAfter({ ...REFUSED, isFinal: true })).toMatchObject([{ state: 'failed' }])
})

test('for a channel that was removed meanwhile nothing is sent', async () => {
  expect(await settledAfter({ ok: true, detail: '' }, { isSetUp: false })).toMatchObject([
    { state: 'failed', code: 'not-set-up' },
  ])
})
