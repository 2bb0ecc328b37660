import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { chat, createSyncWorld, type SyncWorld } from '#scripts/test-support/sync-world.ts'
import { planRun } from './plan-run.ts'
import { runSync } from './run-sync.ts'

let world: SyncWorld
beforeEach(async () => {
  world = await createSyncWorld()
  world.addUser('wang.wei@contoso.example')
})
afterEach(() => world.close())

describe('a package', () => {
  test('that is whole is taken at once', async () => {
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    expect(await sync()).toMatchObject({ packagesTaken: 1, packagesRefused: 0 })
    await sync()
    expect(world.state.waits).toEqual([])
  })

  test('that is still being uploaded waits for the next run, and the others go on', async () => {
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    await world.addFile('p2.zip', 'PK half')
    await world.addPackage('p3.zip', [chat({ id: 'A-3' })])
    world.state.betweenListings = async () => {
      await world.addFile('p2.zip', 'PK half, and a bit')
      world.state.betweenListings = null
    }
    expect(await sync()).toMatchObject({ packagesTaken: 2, packagesRefused: 1 })
    expect(world.state.waits).toEqual([5_000])
    expect(await refusals()).toEqual([['p2.zip', 'still-uploading']])
    expect(world.state.evidence.size).toBe(2)
    await world.addPackage('p2.zip', [chat({ id: 'A-2' })])
    expect(await sync()).toMatchObject({ packagesTaken: 1, packagesRefused: 0, pending: 1 })
  })

  test('with the same size and another time is still being uploaded', async () => {
    await world.addFile('p1.zip', 'PK same size')
    world.state.betweenListings = async () => {
      pass(1_000)
      await world.addFile('p1.zip', 'PK SAME SIZE')
    }
    await sync()
    expect(await refusals()).toEqual([['p1.zip', 'still-uploading']])
  })

  test('that came in half and went away is said to be gone', async () => {
    await world.addFile('p1.zip', 'PK half')
    world.state.betweenListings = async () => world.state.site.clear()
    await sync()
    expect(await refusals()).toEqual([['p1.zip', 'gone-from-site']])
  })

  test('that cannot be asked for is said with its reason, and the others go on', async () => {
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    await world.addFile('p\\2.zip', 'PK')
    world.state.unfit.set('p\\2.zip', 'file-name-unsafe')
    expect(await sync()).toMatchObject({ packagesTaken: 1, packagesRefused: 1 })
    expect(await refusals()).toEqual([['p\\2.zip', 'file-name-unsafe']])
  })

  test('that changed while it was read is not kept, and taken by the next run', async () => {
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    world.state.badDownloads.set('p1.zip', { reason: 'changed-while-reading' })
    expect(await sync()).toMatchObject({ packagesTaken: 0, packagesRefused: 1 })
    expect(await refusals()).toEqual([['p1.zip', 'changed-while-reading']])
    expect(world.state.evidence.size).toBe(0)
    expect(await sync()).toMatchObject({ packagesTaken: 1, packagesRefused: 0 })
  })

  test('that came with new bytes under an old name is its next revision, and both are kept', async () => {
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    await sync()
    await world.addPackage('p1.zip', [chat({ id: 'A-1' }), chat({ id: 'A-2' })])
    expect(await sync()).toMatchObject({ itemsAvailable: 2, skipped: 1, pending: 1 })
    const packages = await world.database.stagedPackage.findMany({ orderBy: { id: 'asc' } })
    expect(packages.map(({ name, revision, state }) => [name, revision, state])).toEqual([
      ['p1.zip', 1, 'recorded'],
      ['p1.zip', 2, 'recorded'],
    ])
    expect(world.state.evidence.size).toBe(2)
  })

  test('that only shows another time is the same package', async () => {
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    await sync()
    const file = world.state.site.get('p1.zip')
    if (!file) throw new Error('not on the site')
    world.state.site.set('p1.zip', { ...file, modifiedAt: new Date('2026-11-22T09:00:00Z') })
    expect(await sync()).toMatchObject({ packagesTaken: 0, itemsAvailable: 0 })
    expect(await world.database.stagedPackage.count()).toBe(1)
  })
})

describe('a refused package', () => {
  test('is kept as it came, counted once, and read again only when it changes', async () => {
    await world.addFile('broken.zip', 'PK\u0003\u0004 half of it')
    const original = await readFile(world.state.site.get('broken.zip')?.path ?? '')
    expect(await sync()).toMatchObject({
      state: 'completed-with-problems',
      packagesTaken: 0,
      packagesRefused: 1,
      itemsAvailable: 0,
    })
    expect([...world.state.evidence.values()]).toEqual([original])
    expect(await world.database.stagedPackage.findMany()).toMatchObject([
      { name: 'broken.zip', state: 'refused', refusal: 'not-a-zip', detail: expect.any(String) },
    ])
    expect(await refusals()).toEqual([['broken.zip', 'not-a-zip']])

    expect(await sync()).toMatchObject({ state: 'completed', packagesRefused: 0 })
    expect(await refusals()).toHaveLength(1)

    await world.addPackage('broken.zip', [chat({ id: 'A-1' })])
    expect(await sync()).toMatchObject({ packagesTaken: 1, packagesRefused: 0, pending: 1 })
    const packages = await world.database.stagedPackage.findMany({ orderBy: { id: 'asc' } })
    expect(packages.map((one) => [one.revision, one.state])).toEqual([
      [1, 'refused'],
      [2, 'recorded'],
    ])
  })

  test('is taken by a build that can read it', async () => {
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    const { packages } = world.ports
    world.ports.packages = {
      open: async () => ({ ok: false, reason: 'too-many-entries', detail: 'too many' }),
    }
    await sync()
    world.ports.packages = packages
    pass(1_000)
    const file = world.state.site.get('p1.zip')
    if (file) world.state.site.set('p1.zip', { ...file, modifiedAt: world.clock.current })
    expect(await sync()).toMatchObject({ packagesTaken: 1, packagesRefused: 0, itemsAvailable: 1 })
  })
})

describe('a site that fails in the middle', () => {
  test('costs the package whose download was cut, and the others go on over a new connection', async () => {
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    await world.addPackage('p2.zip', [chat({ id: 'A-2' })])
    await world.addPackage('p3.zip', [chat({ id: 'A-3' })])
    world.state.badDownloads.set('p1.zip', { throws: 'site_timed_out' })
    world.state.badDownloads.set('p2.zip', { reason: 'download-failed' })
    expect(await sync()).toMatchObject({ packagesTaken: 1, packagesRefused: 2 })
    expect(await refusals()).toEqual([
      ['p1.zip', 'download-failed'],
      ['p2.zip', 'download-failed'],
    ])
    expect(world.state.connects).toBe(2)
    expect(await sync()).toMatchObject({ packagesTaken: 2, packagesRefused: 0 })
  })

  test('and does not come back is tried again by the queue, with nothing lost', async () => {
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    await world.addPackage('p2.zip', [chat({ id: 'A-2' })])
    world.state.badDownloads.set('p2.zip', {
      throws: 'site_connection_lost',
      before: () => {
        world.state.siteRefusal = { ok: false, reason: 'unreachable' }
      },
    })
    const runId = await plan()
    await expect(run(runId, false)).rejects.toMatchObject({ code: 'site-unreachable', isTransient: true })
    world.state.siteRefusal = null
    expect(await run(runId, false)).toMatchObject({ packagesTaken: 2, packagesRefused: 0, itemsAvailable: 2 })
  })

  test('and drops every package is not asked for ever', async () => {
    for (let number = 1; number <= 9; number += 1) {
      await world.addPackage(`p${number}.zip`, [chat({ id: `A-${number}` })])
      world.state.badDownloads.set(`p${number}.zip`, { throws: 'site_connection_lost' })
    }
    await expect(run(await plan(), false)).rejects.toMatchObject({ code: 'site-connection-lost' })
    expect(world.state.connects).toBe(6)
  })

  test('while an upload was seen half done counts that package once when it is taken after all', async () => {
    await world.addPackage('p1.zip', [chat({ id: 'A-1' })])
    await world.addPackage('p2.zip', [chat({ id: 'A-2' })])
    world.state.betweenListings = async () => {
      await world.addPackage('p1.zip', [chat({ id: 'A-1' }), chat({ id: 'A-3' })])
      world.state.betweenListings = null
    }
    world.state.badDownloads.set('p2.zip', {
      throws: 'site_connection_lost',
      before: () => {
        world.state.siteRefusal = { ok: false, reason: 'unreachable' }
      },
    })
    const runId = await plan()
    await expect(run(runId, false)).rejects.toThrow()
    world.state.siteRefusal = null
    expect(await run(runId, false)).toMatchObject({ packagesTaken: 2, packagesRefused: 0 })
    expect(await refusals()).toEqual([])
  })
})

async function plan(): Promise<string> {
  const { tenantId, connectorId } = world.state
  const planned = await planRun(world.ports, { tenantId, connectorId, trigger: 'manual' })
  if (planned.outcome !== 'planned') throw new Error(planned.outcome)
  return planned.runId
}

async function run(runId: string, isLastTry: boolean) {
  await runSync(world.ports, { tenantId: world.state.tenantId, runId, isLastTry })
  return world.database.run.findUniqueOrThrow({ where: { id: runId } })
}

async function sync() {
  return run(await plan(), true)
}

async function refusals(): Promise<string[][]> {
  const rows = await world.database.packageRefusal.findMany({ orderBy: { name: 'asc' } })
  return rows.map(({ name, reason }) => [name, reason])
}

function pass(milliseconds: number): void {
  world.clock.current = new Date(world.clock.current.getTime() + milliseconds)
}
