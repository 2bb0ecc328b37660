import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isInMemory } from '#lib/domain/attachment-content.ts'
import { chat, createSyncWorld, type SyncWorld } from '#scripts/test-support/sync-world.ts'
import { deliverMailbox } from './deliver-mailbox.ts'
import { ClaimLostError } from './ledger/claim-lost-error.ts'
import { planRun } from './plan-run.ts'
import { runSync } from './run-sync.ts'

let world: SyncWorld
let wang: string
let mailbox: { tenantId: string; mailboxId: bigint }

beforeEach(async () => {
  world = await createSyncWorld()
  wang = world.addUser('wang.wei@contoso.example')
})
afterEach(() => world.close())

const LOST = { outcome: 'unknown', code: 'http_504', detail: 'no answer' } as const
const SETTLE_MS = 120_000

describe('a delivery whose answer was lost', () => {
  test('is looked up after the settling time, and not sent again when it is there', async () => {
    await route('A-1')
    world.state.script = [{ answer: LOST, stored: true }]
    const later = await deliverMailbox(world.ports, mailbox)
    expect(later).toEqual({ next: 'later', at: new Date(world.clock.current.getTime() + SETTLE_MS) })
    expect(await deliveries()).toMatchObject([{ state: 'unconfirmed', reason: 'answer-lost' }])

    await deliverMailbox(world.ports, mailbox)
    expect(world.state.lookups).toBe(0)

    pass(SETTLE_MS)
    expect(await deliverMailbox(world.ports, mailbox)).toEqual({ next: 'done' })
    expect(await deliveries()).toMatchObject([{ state: 'imported', graphMessageId: 'm-1' }])
    expect(world.state.creates).toBe(1)
    expect(await run()).toMatchObject({ state: 'completed', imported: 1, pending: 0 })
  })

  test('is sent again after two look-ups a settling time apart that do not find it', async () => {
    await route('A-1')
    world.state.script = [{ answer: LOST, stored: false }]
    await deliverMailbox(world.ports, mailbox)
    pass(SETTLE_MS)
    await deliverMailbox(world.ports, mailbox)
    expect(await deliveries()).toMatchObject([{ state: 'unconfirmed', lookups: 1 }])
    pass(SETTLE_MS)
    const next = await deliverMailbox(world.ports, mailbox)
    expect(next.next).toBe('later')
    expect(world.state.creates).toBe(1)
    await deliverMailbox(world.ports, mailbox)
    expect(world.state.mailboxes.get(wang)).toHaveLength(1)
    expect(await deliveries()).toMatchObject([{ state: 'imported', attempts: 2 }])
  })

  test('holds up no other delivery of its mailbox', async () => {
    await route('A-1', 'A-2', 'A-3')
    world.state.script = [{ answer: LOST, stored: true }]
    await deliverMailbox(world.ports, mailbox)
    expect((await deliveries()).map((one) => one.state).sort()).toEqual([
      'imported',
      'imported',
      'unconfirmed',
    ])
    expect(await run()).toMatchObject({ state: 'delivering', pending: 1 })
  })
})

describe('a worker that dies after the intent', () => {
  test('leaves a delivery that its successor looks up and does not double', async () => {
    await route('A-1')
    const claim = await world.ports.deliveries.claimMailbox(mailbox.tenantId, mailbox.mailboxId)
    const [open] = await world.ports.deliveries.takeOpen(claim, 1, world.clock.current)
    if (!open) throw new Error('nothing open')
    await world.ports.deliveries.markAttempting(claim, [open.deliveryId], world.clock.current)
    // The request of the dead worker arrives all the same.
    const { deliveryKeyOf } = await import('#lib/domain/delivery-key.ts')
    world.state.mailboxes.set(wang, [{ deliveryKey: deliveryKeyOf(open), messageId: 'm-0' } as never])

    await deliverMailbox(world.ports, mailbox)
    expect(world.state.creates).toBe(0)
    pass(SETTLE_MS)
    await deliverMailbox(world.ports, mailbox)
    expect(world.state.creates).toBe(0)
    expect(await deliveries()).toMatchObject([{ state: 'imported', graphMessageId: 'm-0' }])
  })

  test('and comes back after a takeover can write no more', async () => {
    await route('A-1')
    const zombie = await world.ports.deliveries.claimMailbox(mailbox.tenantId, mailbox.mailboxId)
    await world.ports.deliveries.claimMailbox(mailbox.tenantId, mailbox.mailboxId)
    await expect(world.ports.deliveries.markAttempting(zombie, [], world.clock.current)).rejects.toThrow(
      ClaimLostError,
    )
    await expect(world.ports.deliveries.saveResults(zombie, [], [])).rejects.toThrow(ClaimLostError)
  })
})

describe('a worker that is slow and has lost its mailbox without knowing', () => {
  test('sends nothing more, so that nothing arrives after the look-ups of its successor', async () => {
    await route(...Array.from({ length: 12 }, (_, n) => `A-${n}`))
    const create = world.ports.mailboxes.create
    world.ports.mailboxes.create = async (...request) => {
      if (world.state.creates === 0) {
        await world.ports.deliveries.claimMailbox(mailbox.tenantId, mailbox.mailboxId)
        pass(SETTLE_MS)
      }
      return create(...request)
    }
    await expect(deliverMailbox(world.ports, mailbox)).rejects.toThrow(ClaimLostError)
    expect(world.state.creates).toBeLessThanOrEqual(8)
  })

  test.each([
    ['sends nothing that waited for its turn meanwhile', true],
    ['or is only slow, sends what waited after it has proved its claim anew', false],
  ])('%s', async (_what, isTakenOver) => {
    await route('A-1')
    const create = world.ports.mailboxes.create
    let calls = 0
    world.ports.mailboxes.create = async (mailboxObjectId, folderId, message, mayBeSent) => {
      calls += 1
      if (calls > 1) return create(mailboxObjectId, folderId, message)
      if (isTakenOver) await world.ports.deliveries.claimMailbox(mailbox.tenantId, mailbox.mailboxId)
      pass(SETTLE_MS)
      expect(mayBeSent?.()).toBe(false)
      return { outcome: 'not-sent' }
    }
    const delivering = deliverMailbox(world.ports, mailbox)
    if (isTakenOver) await expect(delivering).rejects.toThrow(ClaimLostError)
    else expect(await delivering).toEqual({ next: 'done' })
    expect(world.state.creates).toBe(isTakenOver ? 0 : 1)
  })

  test('or is only slow, proves its claim and goes on', async () => {
    await route('A-1', 'A-2', 'A-3', 'A-4', 'A-5', 'A-6')
    const create = world.ports.mailboxes.create
    world.ports.mailboxes.create = (...request) => {
      pass(SETTLE_MS)
      return create(...request)
    }
    expect(await deliverMailbox(world.ports, mailbox)).toEqual({ next: 'done' })
    expect(await run()).toMatchObject({ state: 'completed', imported: 6 })
  })
})

test('a mailbox of a paused connector asks for no next turn: the tick sees when it goes on', async () => {
  await route('A-1')
  const pause = (state: string) =>
    world.database.connector.update({ where: { id: world.state.connectorId }, data: { state } })
  await pause('paused')
  expect(await deliverMailbox(world.ports, mailbox)).toEqual({ next: 'done' })
  await pause('active')
  expect(await world.ports.work.mailboxesToDeliver(world.clock.current)).toEqual([mailbox])
})

describe('a mailbox that Microsoft slows down', () => {
  test('is left alone until the time that was asked for, and then completed', async () => {
    await route('A-1', 'A-2')
    world.state.script = [
      { answer: { outcome: 'throttled', retryAfterMs: 30_000 }, stored: false },
      { answer: { outcome: 'throttled', retryAfterMs: 10_000 }, stored: false },
    ]
    const until = new Date(world.clock.current.getTime() + 30_000)
    expect(await deliverMailbox(world.ports, mailbox)).toEqual({ next: 'later', at: until })
    const creates = world.state.creates
    pass(29_999)
    expect(await deliverMailbox(world.ports, mailbox)).toEqual({ next: 'later', at: until })
    expect(world.state.creates).toBe(creates)
    pass(1)
    await deliverMailbox(world.ports, mailbox)
    expect(world.state.mailboxes.get(wang)).toHaveLength(2)
    expect(await run()).toMatchObject({ state: 'completed', imported: 2 })
  })

  test('fails nothing, however often it asks to wait', async () => {
    await route('A-1')
    world.state.script = Array.from({ length: 12 }, () => ({
      answer: { outcome: 'throttled', retryAfterMs: 1_000 },
      stored: false,
    }))
    for (let turn = 0; turn < 13; turn += 1) {
      await deliverMailbox(world.ports, mailbox)
      pass(1_000)
    }
    expect(await deliveries()).toMatchObject([{ state: 'imported', attempts: 1 }])
  })
})

describe('a message whose attachments follow', () => {
  test('is completed at the next turn, never created again', async () => {
    await route('A-1')
    world.state.script = [
      { answer: { outcome: 'created', messageId: 'm-1', isComplete: false }, stored: true },
    ]
    world.state.completionScript = [LOST]
    await deliverMailbox(world.ports, mailbox)
    expect(await deliveries()).toMatchObject([{ state: 'unconfirmed', reason: 'answer-lost' }])
    pass(SETTLE_MS)
    await deliverMailbox(world.ports, mailbox)
    expect(await deliveries()).toMatchObject([{ state: 'imported', graphMessageId: 'm-1' }])
    expect([world.state.creates, world.state.completions]).toEqual([1, 2])
    expect(world.state.mailboxes.get(wang)).toHaveLength(1)
  })
})

describe('a worker that has lost its mailbox while it adds attachments', () => {
  test('adds nothing more, and its successor waits until what it has sent is there', async () => {
    await route('A-1')
    world.state.script = [
      { answer: { outcome: 'created', messageId: 'm-1', isComplete: false }, stored: true },
    ]
    const added: string[] = []
    const { complete } = world.ports.mailboxes
    world.ports.mailboxes.complete = async (_objectId, messageId, _message, beforeSend) => {
      await beforeSend()
      added.push('first piece')
      // Half an upload later, and with its claim proven on the way.
      pass(SETTLE_MS * 2)
      await beforeSend()
      added.push('second piece')
      expect(await secondWorker()).toEqual({ next: 'later', at: new Date(now() + SETTLE_MS) })
      pass(SETTLE_MS)
      await beforeSend()
      added.push('piece of a worker that has lost its claim')
      return { outcome: 'complete', messageId }
    }
    const secondWorker = () => deliverMailbox({ ...world.ports, mailboxes: untouchable }, mailbox)
    await expect(deliverMailbox(world.ports, mailbox)).rejects.toThrow(ClaimLostError)
    expect(added).toEqual(['first piece', 'second piece'])

    world.ports.mailboxes.complete = complete
    await deliverMailbox(world.ports, mailbox)
    expect(await deliveries()).toMatchObject([{ state: 'imported', graphMessageId: 'm-1' }])
    expect([world.state.creates, world.state.completions]).toEqual([1, 1])
  })

  test('is noticed as well when the attachments follow a look-up', async () => {
    await route('A-1')
    world.state.script = [
      { answer: { outcome: 'created', messageId: 'm-1', isComplete: false }, stored: true },
    ]
    world.state.completionScript = [LOST]
    await deliverMailbox(world.ports, mailbox)
    pass(SETTLE_MS)
    const { complete } = world.ports.mailboxes
    world.ports.mailboxes.complete = async (...request) => {
      const beforeSend = request[3]
      await beforeSend()
      const successor = { ...world.ports, mailboxes: untouchable }
      expect(await deliverMailbox(successor, mailbox)).toMatchObject({ next: 'later' })
      return complete(...request)
    }
    pass(1)
    await expect(deliverMailbox(world.ports, mailbox)).rejects.toThrow(ClaimLostError)
  })

  const now = () => world.clock.current.getTime()
  /** A successor that may not ask this mailbox for anything yet. */
  const untouchable = new Proxy({} as SyncWorld['ports']['mailboxes'], {
    get: (_, method) => () => {
      if (method === 'resumeUse' || method === 'takeUse') return []
      throw new Error(`${String(method)} came too early`)
    },
  })
})

describe('a folder', () => {
  const placeFolder = (folderId: string) => {
    const asked: (string | null)[] = []
    world.ports.mailboxes.ensureFolder = async (_objectId, _name, knownFolderId) => {
      asked.push(knownFolderId)
      return { ok: true, folderId }
    }
    return asked
  }
  const foldersOf = () => world.state.mailboxes.get(wang)?.map((one) => one.folderId)

  test('is asked about once a turn, and another one is used and remembered when it was thrown away', async () => {
    await route('A-1', 'A-2')
    expect(placeFolder('f-1')).toEqual([])
    await deliverMailbox(world.ports, mailbox)
    await world.database.delivery.updateMany({ data: { state: 'pending', finishedAt: null } })
    const asked = placeFolder('f-2')
    await deliverMailbox(world.ports, mailbox)
    expect(asked).toEqual(['f-1'])
    expect(foldersOf()).toEqual(['f-1', 'f-1', 'f-2', 'f-2'])
    expect(await world.database.mailboxFolder.findMany()).toMatchObject([{ folderId: 'f-2' }])
  })

  test('that cannot be asked about holds the turn up for a moment, and makes nothing doubtful', async () => {
    await route('A-1', 'A-2')
    world.state.waits.length = 0
    const { ensureFolder } = world.ports.mailboxes
    world.ports.mailboxes.ensureFolder = async () => {
      world.ports.mailboxes.ensureFolder = ensureFolder
      return { ok: false, outcome: { outcome: 'throttled', retryAfterMs: 5_000 } }
    }
    expect(await deliverMailbox(world.ports, mailbox)).toEqual({ next: 'done' })
    expect(world.state.waits).toEqual([5_000])
    expect(world.state.lookups).toBe(0)
    expect(await deliveries()).toMatchObject([
      { state: 'imported', attempts: 1 },
      { state: 'imported', attempts: 1 },
    ])
  })
})

describe('a short pause', () => {
  test('is waited out in the job, and what was not carried out is sent then', async () => {
    await route('A-1', 'A-2', 'A-3')
    world.state.waits.length = 0
    world.state.script = [{ answer: { outcome: 'throttled', retryAfterMs: 1_000 }, stored: false }]
    expect(await deliverMailbox(world.ports, mailbox)).toEqual({ next: 'done' })
    expect(world.state.waits).toEqual([1_000])
    expect(world.state.mailboxes.get(wang)).toHaveLength(3)
    expect(await deliveries()).toMatchObject([
      { state: 'imported', attempts: 1 },
      { state: 'imported', attempts: 1 },
      { state: 'imported', attempts: 1 },
    ])
  })
})

describe('a message over the limit of a connector that imports partially', () => {
  test('arrives without its large attachment, says so in its body, and is counted as partial', async () => {
    await world.database.connector.update({
      where: { id: world.state.connectorId },
      data: { overLimit: 'import-partially', itemLimitBytes: 2_000 },
    })
    await routeMessages([
      withAttachments('A-1', { 'small.txt': 'x'.repeat(100), 'large.bin': 'y'.repeat(5_000) }),
    ])
    await deliverMailbox(world.ports, mailbox)
    const [stored] = world.state.mailboxes.get(wang) ?? []
    expect(stored?.message.attachments.map((one) => one.fileName)).toEqual(['small.txt'])
    expect(stored?.notes.join()).toContain('large.bin')
    expect(await deliveries()).toMatchObject([
      { state: 'partially-imported', reason: 'attachment-over-limit', detail: 'Left out: large.bin' },
    ])
    expect(await run()).toMatchObject({
      partiallyImported: 1,
      itemsRouted: 1,
      state: 'completed-with-problems',
    })
  })
})

describe('a connector that attaches originals', () => {
  const attachOriginal = (data: { itemLimitBytes?: number }) =>
    world.database.connector.update({
      where: { id: world.state.connectorId },
      data: { attachOriginal: true, ...data },
    })

  test('puts the very bytes of the package onto the message', async () => {
    await attachOriginal({})
    const raw = withAttachments('A-1', { 'small.txt': 'x' })
    await routeMessages([raw])
    await deliverMailbox(world.ports, mailbox)
    const [stored] = world.state.mailboxes.get(wang) ?? []
    expect(stored?.message.attachments.map((one) => one.fileName)).toEqual(['small.txt', 'original.eml'])
    expect(Buffer.from(stored?.message.attachments[1]?.content as Uint8Array).toString()).toBe(raw)
    expect(await run()).toMatchObject({ state: 'completed', imported: 1 })
  })

  test('reads those of a large message from its package while they are sent', async () => {
    await attachOriginal({ itemLimitBytes: 50_000_000 })
    const raw = withAttachments('A-1', { 'film.bin': 'z'.repeat(6_000_000) })
    await routeMessages([raw])
    let read = Buffer.alloc(0)
    const { create } = world.ports.mailboxes
    world.ports.mailboxes.create = async (mailboxObjectId, folderId, message) => {
      const original = message.message.attachments.at(-1)?.content
      if (!original || isInMemory(original)) throw new Error('The original is in memory.')
      for (let times = 0; times < 2; times += 1) {
        const pieces = []
        for await (const piece of original.read()) pieces.push(Buffer.from(piece))
        read = Buffer.concat(pieces)
      }
      expect(original.sizeBytes).toBe(read.length)
      for await (const _ of original.read()) break
      return create(mailboxObjectId, folderId, message)
    }
    await deliverMailbox(world.ports, mailbox)
    expect(read.toString() === raw).toBe(true)
    expect(await deliveries()).toMatchObject([{ state: 'imported' }])
  })

  test('leaves them out where they do not fit its limit, says so, and imports the message all the same', async () => {
    await attachOriginal({ itemLimitBytes: 4_000 })
    await routeMessages([withAttachments('A-1', { 'small.txt': 'x'.repeat(3_000) })])
    await deliverMailbox(world.ports, mailbox)
    const [stored] = world.state.mailboxes.get(wang) ?? []
    expect(stored?.message.attachments.map((one) => one.fileName)).toEqual(['small.txt'])
    expect(stored?.notes.join()).toContain('original.eml')
    expect(await deliveries()).toMatchObject([
      { state: 'partially-imported', reason: 'original-over-limit', detail: 'Left out: original.eml' },
    ])
  })
})

describe('a message too large to hold', () => {
  test('is delivered from the disk with all of its bytes, and leaves nothing there', async () => {
    await routeMessages([
      withAttachments('A-1', { 'note.txt': 'short', 'film.bin': 'z'.repeat(6_000_000), 'end.txt': '' }),
    ])
    const seen: Record<string, number> = {}
    const { create } = world.ports.mailboxes
    world.ports.mailboxes.create = async (mailboxObjectId, folderId, message) => {
      for (const { fileName, content } of message.message.attachments) {
        seen[fileName] = 0
        if (isInMemory(content)) seen[fileName] = content.length
        else for await (const piece of content.read()) seen[fileName] += piece.length
      }
      return create(mailboxObjectId, folderId, message)
    }
    await deliverMailbox(world.ports, mailbox)
    expect(await deliveries()).toMatchObject([{ state: 'imported' }])
    expect(seen).toMatchObject({ 'film.bin': 6_000_000, 'note.txt': 5 })
    expect(await world.filesLeft('message-')).toEqual([])
  })
})

describe('a message that Microsoft refuses', () => {
  test('is failed with its code, and the others go on', async () => {
    await route('A-1', 'A-2')
    world.state.script = [
      {
        answer: { outcome: 'refused', code: 'ErrorInvalidRecipients', detail: 'bad address' },
        stored: false,
      },
    ]
    await deliverMailbox(world.ports, mailbox)
    expect(await run()).toMatchObject({
      state: 'completed-with-problems',
      imported: 1,
      failed: 1,
      pending: 0,
    })
    expect(await deliveries()).toContainEqual(
      expect.objectContaining({ state: 'failed', reason: 'ErrorInvalidRecipients', detail: 'bad address' }),
    )
  })

  test('goes into a folder made anew when the folder was deleted', async () => {
    await route('A-1')
    world.state.script = [
      { answer: { outcome: 'folder-gone', code: 'ErrorItemNotFound', detail: '' }, stored: false },
    ]
    await deliverMailbox(world.ports, mailbox)
    await deliverMailbox(world.ports, mailbox)
    expect(world.state.mailboxes.get(wang)).toHaveLength(1)
  })
})

function route(...ids: string[]): Promise<void> {
  return routeMessages(ids.map((id) => chat({ id })))
}

async function routeMessages(messages: string[]): Promise<void> {
  await world.addPackage('p1.zip', messages)
  const { tenantId, connectorId } = world.state
  const planned = await planRun(world.ports, { tenantId, connectorId, trigger: 'manual' })
  if (planned.outcome !== 'planned') throw new Error(planned.outcome)
  await runSync(world.ports, { tenantId, runId: planned.runId, isLastTry: true })
  const [mailboxId] = world.state.requested.deliveries
  if (mailboxId === undefined) throw new Error('no delivery was requested')
  mailbox = { tenantId, mailboxId }
}

function withAttachments(id: string, files: Record<string, string>): string {
  const whole = chat({ id, text: 'See the files.' })
  const [header = '', body = ''] = whole.split('\r\n\r\n')
  const parts = Object.entries(files).map(
    ([name, content]) =>
      `Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n${content}\r\n`,
  )
  return [
    header
      .replace(
        'Content-Type: text/plain; charset=utf-8',
        'Content-Type: multipart/mixed; boundary="parts-of-it"',
      )
      .replace('Content-Transfer-Encoding: 8bit', 'MIME-Version: 1.0'),
    '',
    ['', `Content-Type: text/plain; charset=utf-8\r\n\r\n${body}`, ...parts].join('--parts-of-it\r\n'),
    '--parts-of-it--',
    '',
  ].join('\r\n')
}

function pass(milliseconds: number): void {
  world.clock.current = new Date(world.clock.current.getTime() + milliseconds)
}

function deliveries() {
  return world.database.delivery.findMany({ orderBy: { id: 'asc' } })
}

function run() {
  return world.database.run.findFirstOrThrow()
}
