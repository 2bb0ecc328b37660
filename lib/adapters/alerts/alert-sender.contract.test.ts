import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AlertMessage, AlertSender, AlertTarget } from '#lib/sync/ports/alert-sender.ts'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'
import { startTestSandbox } from '#sandbox/test-support/start-test-sandbox.ts'
import { createAlertSender } from './create-alert-sender.ts'

const SECRET = 'a secret of more than 24 characters'
const AT = new Date('2026-11-20T09:00:00Z')
const MESSAGE: AlertMessage = {
  id: '7e0c2d64-8d0e-4d3e-9a56-0f8d3f5ab001',
  kind: 'alert',
  sentAt: AT,
  notices: [
    {
      alertId: '7',
      event: 'raised',
      kind: 'run-failed',
      severity: 'error',
      connectorId: '7e0c2d64-8d0e-4d3e-9a56-0f8d3f5ab002',
      connectorName: 'WeChat 香港',
      timeZone: 'Asia/Hong_Kong',
      runId: '7e0c2d64-8d0e-4d3e-9a56-0f8d3f5ab003',
      facts: { code: 'site-login-refused' },
      raisedAt: AT,
      resolvedAt: null,
      resolution: null,
    },
  ],
}

let sandbox: RunningSandbox
let sender: AlertSender

beforeAll(async () => {
  sandbox = await startTestSandbox()
  sender = senderWith({})
})
afterAll(() => sandbox?.close())
beforeEach(async () => {
  await control('POST', '/reset', {})
})

describe('e-mail', () => {
  const mail = (recipients: string[]): AlertTarget => ({ channel: 'email', recipients, language: 'en-GB' })

  test('arrives encrypted, in words, with a link to the run', async () => {
    expect(await send(mail(['ops@contoso.example', 'audit@contoso.example']))).toMatchObject({ ok: true })
    expect(await control('GET', '/mails')).toMatchObject([
      {
        encrypted: true,
        to: ['ops@contoso.example', 'audit@contoso.example'],
        subject: 'WeChat 香港: run failed',
        messageId: `<${MESSAGE.id}@archive.contoso.example>`,
        text: expect.stringContaining(
          'https://archive.contoso.example/data-connectors/connectors/7e0c2d64-8d0e-4d3e-9a56-0f8d3f5ab002/runs/7e0c2d64-8d0e-4d3e-9a56-0f8d3f5ab003',
        ),
      },
    ])
  })

  test.each([
    ['sv-SE', 'WeChat 香港: körningen misslyckades'],
    ['zh-CN', 'WeChat 香港：运行失败'],
  ] as const)('is in the language of the channel: %s', async (language, subject) => {
    await send({ channel: 'email', recipients: ['ops@contoso.example'], language })
    expect(await control('GET', '/mails')).toMatchObject([{ subject }])
  })

  test('says which address the server refused, and is not sent to the others again', async () => {
    expect(await send(mail(['ops@contoso.example', 'nobody@contoso.invalid']))).toEqual({
      ok: false,
      code: 'refused',
      detail: 'nobody@contoso.invalid',
      isFinal: true,
    })
  })

  test('to a server that is not there is tried again', async () => {
    const gone = senderWith({ smtpPort: 1 })
    expect(await send(mail(['ops@contoso.example']), gone)).toMatchObject({
      ok: false,
      code: 'unreachable',
      isFinal: false,
    })
  })

  test('without a mail server says so', async () => {
    expect(await send(mail(['ops@contoso.example']), senderWith({ hasMailServer: false }))).toMatchObject({
      code: 'mail-not-configured',
      isFinal: true,
    })
  })
})

describe('a webhook', () => {
  const hook = (url = `${sandbox.webhookUrl}/hook`): AlertTarget => ({
    channel: 'webhook',
    url,
    secret: SECRET,
  })

  test('is signed, so that its receiver can tell who sent it and when', async () => {
    expect(await send(hook())).toEqual({ ok: true, detail: 'HTTP 202' })
    const [received] = (await control('GET', '/webhooks')) as [
      { headers: Record<string, string>; body: string },
    ]
    const signature = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(received.headers['x-archive-signature'] ?? '')
    expect(signature?.[1]).toBe(String(AT.getTime() / 1_000))
    const expected = createHmac('sha256', SECRET).update(`${signature?.[1]}.${received.body}`).digest('hex')
    expect(signature?.[2]).toBe(expected)
    expect(JSON.parse(received.body)).toMatchObject({
      id: MESSAGE.id,
      alerts: [{ kind: 'run-failed', severity: 'error', event: 'raised' }],
    })
  })

  test('whose receiver has a fault is tried again', async () => {
    await control('PUT', '/knobs/webhook', { status: 500 })
    expect(await send(hook())).toEqual({
      ok: false,
      code: 'server-error',
      detail: 'HTTP 500',
      isFinal: false,
    })
  })

  test('is not waited for without end', async () => {
    await control('PUT', '/knobs/webhook', { delayMs: 30_000 })
    expect(await send(hook(), sender, AbortSignal.timeout(300))).toMatchObject({
      code: 'timed-out',
      isFinal: false,
    })
  })

  test('does not follow to where it was not meant to go', async () => {
    await control('PUT', '/knobs/webhook', { status: 307, location: `${sandbox.webhookUrl}/elsewhere` })
    expect(await send(hook())).toMatchObject({ code: 'redirected', isFinal: true })
    expect(await control('GET', '/webhooks')).toHaveLength(1)
  })

  test.each(['http://localhost/', 'https://user:word@localhost/', 'file:///etc/passwd', 'nonsense'])(
    'does not go to %s',
    async (url) => {
      expect(await send(hook(url))).toMatchObject({ code: 'address-invalid', isFinal: true })
    },
  )

  test('goes to no host that the operator has not named, and to no private address of one', async () => {
    expect(await send(hook('https://169.254.169.254/latest/meta-data'))).toMatchObject({
      code: 'host-not-allowed',
    })
    expect(await send(hook(), senderWith({ privateHosts: [] }))).toMatchObject({ code: 'private-address' })
    expect(await control('GET', '/webhooks')).toEqual([])
  })

  test('to a host whose certificate nobody vouches for is not sent', async () => {
    const url = sandbox.webhookUrl.replace('localhost', 'other.localhost')
    const host = new URL(url).host
    const outcome = await send(hook(url), senderWith({ hosts: [host], privateHosts: [host] }))
    // Where the resolver knows no names below localhost, it is not found, and not sent either.
    expect(outcome).toMatchObject({
      ok: false,
      code: expect.stringMatching(/^(certificate|host-not-found)$/),
    })
    expect(await control('GET', '/webhooks')).toEqual([])
  })
})

test('Teams gets an Adaptive Card in the form that its workflows take', async () => {
  expect(
    await send({ channel: 'teams', url: `${sandbox.webhookUrl}/workflows/1?sig=x`, language: 'en-GB' }),
  ).toMatchObject({
    ok: true,
  })
  const [received] = (await control('GET', '/webhooks')) as [{ body: string }]
  expect(JSON.parse(received.body)).toMatchObject({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          type: 'AdaptiveCard',
          body: [{ text: 'WeChat 香港: run failed' }, {}, {}],
          actions: [{ type: 'Action.OpenUrl' }],
        },
      },
    ],
  })
})

function senderWith(differences: {
  smtpPort?: number
  hasMailServer?: boolean
  hosts?: string[]
  privateHosts?: string[]
}): AlertSender {
  const { smtpPort = sandbox.smtp.port, hasMailServer = true } = differences
  const { host } = new URL(sandbox.webhookUrl)
  const { hosts = [host], privateHosts = [host] } = differences
  return createAlertSender({
    appUrl: 'https://archive.contoso.example',
    mailServer: hasMailServer
      ? {
          host: 'localhost',
          port: smtpPort,
          security: 'starttls',
          login: null,
          from: 'archive@contoso.example',
        }
      : null,
    webhooks: { hosts, privateHosts },
    teams: { hosts, privateHosts },
    now: () => AT,
  })
}

const send = (target: AlertTarget, by = sender, signal = AbortSignal.timeout(20_000)) =>
  by.send(target, MESSAGE, signal)

async function control(method: string, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(sandbox.controlUrl + path, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response.status === 204 ? null : response.json()
}
