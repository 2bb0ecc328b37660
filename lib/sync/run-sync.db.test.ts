import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chat, createSyncWorld, type SyncWorld } from '#scripts/test-support/sync-world.ts'
import { deliverMailbox } from './deliver-mailbox.ts'
import { planRun } from './plan-run.ts'
import type { DirectoryAnswer } from './ports/directory.ts'
import { runSync } from './run-sync.ts'

let world: SyncWorld
beforeEach(async () => {
  world = await createSyncWorld()
})
afterEach(() => world.close())

const WANG = 'wang.wei@contoso.example'
const LI = 'li.na@contoso.example'
const UNANSWERED: DirectoryAnswer = {
  found: 'unanswered',
  by: 'directory',
  code: 'graph_unavailable',
  detail: '503',
  retryAfterMs: null,
  isRefusal: false,
}

describe('a run', () => {
  test('delivers each message once to each mailbox that the mapping finds', async () => {
    const wang = world.addUser(WANG)
    const li = world.addUser(LI)
    await world.addPackage('p1.zip', [chat({ id: 'A-1' }), chat({ id: 'A-2', text: '再见' })])
    expect(await sync()).toMatchObject({
      state: 'completed',
      itemsAvailable: 2,
      itemsRouted: 2,
      deliveriesAvailable: 4,
      imported: 4,
      pending: 0,
    })
    expect(world.state.mailboxes.get(wang)).toHaveLength(2)
    expect(world.state.mailboxes.get(li)?.map((one) => one.message.body.content.trim())).toEqual([
      '你好',
      '再见',
    ])
    expect(world.state.mailboxes.get(li)?.[0]).toMatchObject({
      messageClass: 'IPM.ExternalData.WeChatArchiver',
      category: 'Chat',
      receivedAt: new Date('2026-11-22T07:00:00Z'),
      folderId: `${li}/WeChat Archiver`,
    })
  })

  test('keeps the package as it came before anything is imported', async () => {
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    await sync()
    const [[blobName] = []] = [...world.state.evidence]
    expect(blobName).toMatch(
      new RegExp(`^${world.state.tenantId}/${world.state.connectorId}/[0-9a-f]{64}/p1.zip$`),
    )
  })

  test('imports nothing twice when it runs again', async () => {
    world.addUser(WANG)
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    await sync()
    expect(await sync()).toMatchObject({ state: 'completed', itemsAvailable: 0, imported: 0 })
    expect(world.state.creates).toBe(1)
  })

  test('skips a re-export that came with other transport headers, and says so', async () => {
    world.addUser(WANG)
    world.addUser(LI)
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    await sync()
    await world.addPackage('p2.zip', [
      chat({ id: 'A-1', headers: ['Return-Path: <x@y.example>'] }),
      chat({ id: 'A-2' }),
    ])
    expect(await sync()).toMatchObject({ state: 'completed', itemsRouted: 2, imported: 2, skipped: 2 })
    expect(world.state.mailboxes.get(`oid-${WANG}`)).toHaveLength(2)
  })

  test('skips a message that stands twice in one package', async () => {
    world.addUser(WANG)
    await world.addPackage('p1.zip', [chat({ id: 'A-1' }), chat({ id: 'A-1' })])
    expect(await sync()).toMatchObject({
      state: 'completed',
      deliveriesAvailable: 2,
      imported: 1,
      skipped: 1,
    })
  })

  test('imports another text under the same archive id: it is another item', async () => {
    world.addUser(WANG)
    await world.addPackage('p1.zip', [chat({ id: 'A-1' }), chat({ id: 'A-1', text: 'changed' })])
    expect(await sync()).toMatchObject({ imported: 2, skipped: 0 })
  })

  test('takes the custom mapping before the address, and the address only after a definite not-found', async () => {
    const custom = world.addUser('assistant@contoso.example')
    world.addUser(WANG)
    await addMapping({
      '8613800138000': 'assistant@contoso.example',
      '8613900139000': 'gone@contoso.example',
    })
    world.addUser(LI)
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    await sync()
    expect([...world.state.mailboxes.keys()].sort()).toEqual([custom, `oid-${LI}`].sort())
  })

  test('sends nobody to a second choice while Microsoft 365 is out of order', async () => {
    world.addUser(WANG)
    await addMapping({ '8613800138000': 'assistant@contoso.example' })
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    world.state.directoryFault = Object.assign(new Error('503'), { code: 'graph_unavailable' })
    const runId = await plan()
    await expect(
      runSync(world.ports, { tenantId: world.state.tenantId, runId, isLastTry: false }),
    ).rejects.toThrow('503')
    expect(world.state.mailboxes.size).toBe(0)
    world.state.directoryFault = null
    world.addUser('assistant@contoso.example')
    await finish(runId)
    expect([...world.state.mailboxes.keys()]).toEqual(['oid-assistant@contoso.example'])
  })

  test('goes on without those about whom the directory gives no answer, decides nothing about them, and asks again in the next run', async () => {
    world.addUser(WANG)
    await addMapping({ '8613900139000': 'assistant@contoso.example' })
    world.addUser(LI)
    world.state.directory.set('assistant@contoso.example', UNANSWERED)
    const customer = 'A customer <customer@outside.example>'
    await world.addPackage('p1.zip', [
      chat({ id: 'A-1' }),
      chat({ id: 'A-2', from: customer, text: 'only for Li Na' }),
    ])
    const first = await sync()
    expect(first).toMatchObject({
      ...{ state: 'completed-with-problems', itemsRouted: 1, itemsQuarantined: 1, imported: 1 },
      peopleUnanswered: 1,
    })
    // Once, and then three times again; not the second choice.
    expect(world.state.waits.slice(-3)).toEqual([1_000, 2_000, 4_000])
    expect([...world.state.mailboxes.keys()]).toEqual([`oid-${WANG}`])
    expect(await world.database.item.findMany({ where: { state: 'quarantined' } })).toMatchObject([
      { archiveMessageId: 'A-2', reason: 'directory-unanswered' },
    ])

    world.addUser('assistant@contoso.example')
    expect(await sync()).toMatchObject({
      ...{ state: 'completed', itemsAvailable: 2, itemsRouted: 2, imported: 2, peopleUnanswered: 0 },
    })
    expect(world.state.mailboxes.get('oid-assistant@contoso.example')).toHaveLength(2)
    expect(world.state.mailboxes.get(`oid-${WANG}`)).toHaveLength(1)
    expect(await world.database.run.findUniqueOrThrow({ where: { id: first.id } })).toEqual(first)
    expect(await sync()).toMatchObject({ itemsAvailable: 0, state: 'completed' })
  })

  test('holds up the run when the directory answers nobody', async () => {
    world.state.directory.set(WANG, UNANSWERED)
    world.state.directory.set(LI, UNANSWERED)
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    const runId = await plan()
    await expect(
      runSync(world.ports, { tenantId: world.state.tenantId, runId, isLastTry: false }),
    ).rejects.toMatchObject({ code: 'graph_unavailable', isTransient: true })
    world.addUser(WANG)
    await finish(runId)
    expect(world.state.mailboxes.get(`oid-${WANG}`)).toHaveLength(1)
  })

  describe('a user who changes address', () => {
    const RENAMED = 'wei.wang@contoso.example'

    beforeEach(async () => {
      world.addUser(WANG)
      await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
      await sync()
      world.state.directory.delete(WANG)
    })

    test('is still found by the object id, whatever they are called now', async () => {
      world.addUser(RENAMED, `oid-${WANG}`)
      for (const [name, id] of [
        ['p2.zip', 'A-2'],
        ['p3.zip', 'A-3'],
      ] as const) {
        await world.addPackage(name, [chat({ id, text: id })])
        expect(await sync()).toMatchObject({ imported: 1 })
      }
      expect(world.state.mailboxes.get(`oid-${WANG}`)).toHaveLength(3)
      expect(await world.database.mailbox.findMany()).toMatchObject([{ address: RENAMED }])
    })

    test('is not taken for whoever has the old address now', async () => {
      world.addUser(RENAMED, `oid-${WANG}`)
      world.addUser(WANG, 'oid-somebody-else')
      await world.addPackage('p2.zip', [chat({ id: 'A-2' })])
      await sync()
      expect(world.state.mailboxes.get(`oid-${WANG}`)).toHaveLength(1)
      expect(world.state.mailboxes.get('oid-somebody-else')).toHaveLength(1)
    })

    test('and was deleted is nobody', async () => {
      await world.addPackage('p2.zip', [chat({ id: 'A-2', text: 'more' })])
      expect(await sync()).toMatchObject({ itemsQuarantined: 1 })
    })
  })

  describe('whose custom mapping', () => {
    const LI = 'li.na@contoso.example'
    const ASSISTANT = 'assistant@contoso.example'
    beforeEach(() => {
      for (const address of [WANG, LI, ASSISTANT]) world.addUser(address)
    })
    const subjectsIn = (objectId: string) => world.state.mailboxes.get(objectId)?.length ?? 0

    test('has a number for one person until a day and for another from then on, maps by the day of the message', async () => {
      await addMapping({
        '8613800138000': { mailbox: ASSISTANT, validTo: '2026-11-21' },
        '8613800138000#2': { mailbox: WANG, validFrom: '2026-11-22' },
      })
      await world.addPackage('p1.zip', [
        chat({ id: 'A-1', date: 'Sat, 21 Nov 2026 23:00:00 +0000', text: 'before' }),
        chat({ id: 'A-2', date: 'Sun, 22 Nov 2026 01:00:00 +0000', text: 'after' }),
      ])
      await sync()
      expect([subjectsIn(`oid-${ASSISTANT}`), subjectsIn(`oid-${WANG}`)]).toEqual([1, 1])
    })

    test('names an address that has moved to somebody else, follows the person it was confirmed for', async () => {
      world.addUser(ASSISTANT, 'oid-newcomer')
      world.addUser('assistant.married@contoso.example', 'oid-of-assistant')
      await addMapping({ '8613800138000': { mailbox: ASSISTANT, objectId: 'oid-of-assistant' } })
      await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
      await sync()
      expect([subjectsIn('oid-of-assistant'), subjectsIn('oid-newcomer')]).toEqual([1, 0])
      expect(await world.database.userMappingRow.findMany()).toMatchObject([
        { objectId: 'oid-of-assistant', directoryStatus: 'found', movedTo: ASSISTANT },
      ])
    })

    test('names an address whose person is gone and which somebody else has, gives them nothing', async () => {
      world.addUser(ASSISTANT, 'oid-newcomer')
      await addMapping({ '8613800138000': { mailbox: ASSISTANT, objectId: 'oid-of-assistant' } })
      await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
      await sync()
      expect(subjectsIn('oid-newcomer')).toBe(0)
      expect(await world.database.userMappingRow.findMany()).toMatchObject([
        { directoryStatus: 'address-moved', movedTo: ASSISTANT },
      ])
    })

    test('was confirmed before anybody looked, is of whoever has the mailbox at the first message', async () => {
      await addMapping({ '8613800138000': ASSISTANT })
      await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
      await sync()
      expect(await world.database.userMappingRow.findMany()).toMatchObject([
        { objectId: `oid-${ASSISTANT}`, directoryStatus: 'found', movedTo: null },
      ])
    })

    test('is all that counts by the rule of TeleMessage, also where it names nobody', async () => {
      await world.database.connector.updateMany({ data: { mappingPrecedence: 'custom-only-if-listed' } })
      await addMapping({ '8613800138000': 'nobody@contoso.example' })
      await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
      await sync()
      expect(subjectsIn(`oid-${WANG}`)).toBe(0)
      expect(await world.database.participant.findMany({ where: { phone: '8613800138000' } })).toMatchObject([
        { resolution: 'unresolved', reason: 'not-found' },
      ])
    })
  })

  test('keeps back only whose mailbox Exchange refuses, and gives their message to nobody else', async () => {
    world.addUser('li.na@contoso.example')
    world.addUser(WANG)
    world.state.directory.set('assistant@contoso.example', { found: false, reason: 'mailbox-refused' })
    await addMapping({ '8613800138000': 'assistant@contoso.example' })
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    await finish(await plan())
    expect([...world.state.mailboxes.keys()]).toEqual(['oid-li.na@contoso.example'])
    expect(await world.database.participant.findMany({ where: { resolution: 'unresolved' } })).toMatchObject([
      { phone: '8613800138000', reason: 'mailbox-refused' },
    ])
  })

  test('quarantines what nobody of ours could be found for, keeps system events apart, and counts what was before', async () => {
    world.addUser(WANG)
    await world.addPackage('p1.zip', [
      chat({ id: 'A-1' }),
      chat({ id: 'A-2', from: 'x <x@other.example>', to: 'y <y@other.example>' }),
      chat({ id: 'A-3', subject: 'WeChat Archiver System Event' }),
      chat({ id: 'A-4', date: 'Fri, 20 Nov 2026 07:00:00 +0000' }),
      chat({ id: 'A-5', headers: ['X-TELEMESSAGE-ENC-DATAKEY: abc'] }),
      chat({ id: 'A-6', from: '', to: '' }),
    ])
    expect(await sync()).toMatchObject({
      state: 'completed-with-problems',
      itemsAvailable: 6,
      itemsRouted: 1,
      itemsQuarantined: 3,
      itemsSystemEvents: 1,
      itemsBeforeStart: 1,
    })
    const quarantined = await world.database.item.findMany({
      where: { state: 'quarantined' },
      orderBy: { id: 'asc' },
    })
    expect(quarantined.map((item) => item.reason)).toEqual(['no-valid-user', 'encrypted', 'names-nobody'])
  })

  test('lists a package that is no package with its reason, and takes the others', async () => {
    world.addUser(WANG)
    await world.addFile('broken.zip', 'PK\u0003\u0004 half of it')
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    expect(await sync()).toMatchObject({ state: 'completed-with-problems', packagesRefused: 1, imported: 1 })
    await world.addPackage('broken.zip', [chat({ id: 'A-2' })])
    expect(await sync()).toMatchObject({ state: 'completed', packagesRefused: 0, imported: 1 })
  })

  test('fails with the reason of the site, and the next run takes everything', async () => {
    world.addUser(WANG)
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    world.state.siteRefusal = { ok: false, reason: 'login-refused' }
    expect(await sync()).toMatchObject({ state: 'failed', errorCode: 'site-login-refused' })
    world.state.siteRefusal = null
    expect(await sync()).toMatchObject({ state: 'completed', imported: 1 })
  })

  test('adopts what a failed run had recorded, and that run keeps its report', async () => {
    world.addUser(WANG)
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    world.state.directoryFault = new Error('out')
    const failed = await sync()
    expect(failed).toMatchObject({ state: 'failed', itemsAvailable: 1, imported: 0 })
    world.state.directoryFault = null
    expect(await sync()).toMatchObject({ state: 'completed', itemsAvailable: 1, imported: 1 })
    expect(await world.database.run.findUnique({ where: { id: failed.id } })).toEqual(failed)
  })

  test('goes on with the staged package when the site and the spool have lost it', async () => {
    world.addUser(WANG)
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    const runId = await plan()
    await runSync(world.ports, { tenantId: world.state.tenantId, runId, isLastTry: true })
    world.state.site.clear()
    const { sha256 } = await world.database.stagedPackage.findFirstOrThrow()
    const hex = Buffer.from(sha256).toString('hex')
    const { rm } = await import('node:fs/promises')
    await rm((await world.ports.spool.find(hex)) ?? '')
    expect(await finish(runId)).toMatchObject({ state: 'completed', imported: 1 })
  })

  test('is one at a time for a connector', async () => {
    const first = await plan()
    const { tenantId, connectorId } = world.state
    expect(await planRun(world.ports, { tenantId, connectorId, trigger: 'api' })).toEqual({
      outcome: 'already-running',
      runId: first,
    })
  })

  test('that lost its claim to another worker can write no more', async () => {
    const runId = await plan()
    const claim = await world.ports.runs.claim(world.state.tenantId, runId)
    await world.ports.runs.claim(world.state.tenantId, runId)
    if (!claim) throw new Error('not claimed')
    await expect(world.ports.runs.advance(claim, 'planned', 'fetching')).rejects.toMatchObject({
      code: 'claim_lost',
    })
  })
})

async function plan(): Promise<string> {
  const { tenantId, connectorId } = world.state
  const planned = await planRun(world.ports, { tenantId, connectorId, trigger: 'manual' })
  if (planned.outcome !== 'planned') throw new Error(planned.outcome)
  return planned.runId
}

async function finish(runId: string) {
  const { tenantId } = world.state
  await runSync(world.ports, { tenantId, runId, isLastTry: true })
  for (const mailboxId of world.state.requested.deliveries)
    await deliverMailbox(world.ports, { tenantId, mailboxId })
  return world.database.run.findUniqueOrThrow({ where: { id: runId } })
}

async function sync() {
  return finish(await plan())
}

/** Where messages from an id go, maybe only those of some days, or only to the person who had the address. */
async function addMapping(
  rows: Record<string, string | { mailbox: string; validFrom?: string; validTo?: string; objectId?: string }>,
): Promise<void> {
  const { tenantId, connectorId } = world.state
  await world.database.userMappingRow.createMany({
    data: Object.entries(rows).map(([rawId, row], index) => {
      const { mailbox, validFrom, validTo, objectId } = typeof row === 'string' ? { mailbox: row } : row
      return {
        tenantId,
        connectorId,
        externalId: rawId.split('#')[0] ?? rawId,
        rawId,
        mailbox,
        line: index,
        validFrom: validFrom ? new Date(validFrom) : null,
        validTo: validTo ? new Date(validTo) : null,
        objectId: objectId ?? null,
        addedIn: 1,
      }
    }),
  })
}
