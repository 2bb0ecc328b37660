import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { SiteCounters } from './site-counters.ts'
import { startTestSite, type TestSite, type Visitor, visit } from './site-for-tests.ts'

const LARGE = randomBytes(1_000_003)
const SMALL = Buffer.from('a small one')

let site: TestSite
const visitors: Visitor[] = []

beforeAll(async () => {
  site = await startTestSite({ files: { 'large.zip': LARGE, 'small.zip': SMALL, 'other.txt': SMALL } })
})
afterAll(() => site.close())
afterEach(async () => {
  for (const visitor of visitors.splice(0)) visitor.end()
  await site.control('POST', '/site/reset')
})

describe('a transfer', () => {
  test.each([1, 2, 64])('with %i reads in flight gives every byte', async (readsInFlight) => {
    expect((await (await enter()).read('large.zip', readsInFlight)).equals(LARGE)).toBe(true)
    const { bytes, opens, openFiles, readsInFlight: left } = await counters()
    expect({ bytes, opens, openFiles, left }).toEqual({
      bytes: LARGE.length,
      opens: 1,
      openFiles: 0,
      left: 0,
    })
  })

  test('is cut after the bytes that the rule says, and works the next time', async () => {
    await setRules({ files: 'large.*', cutAfterBytes: 300_000, times: 1 })
    const visitor = await enter()
    expect(await visitor.read('small.zip')).toEqual(SMALL)
    await expect(visitor.read('large.zip')).rejects.toThrow(/closed the connection/)
    expect(await counters()).toMatchObject({
      bytes: 300_000 + SMALL.length,
      faults: { 'read-cut': expect.any(Number) },
      connections: { open: 0 },
    })
    expect((await (await enter()).read('large.zip')).equals(LARGE)).toBe(true)
  })

  test('stalls: what was sent arrives, and then nothing, while the connection answers other requests', async () => {
    await setRules({ files: 'large.zip', stallAfterBytes: 100_000 })
    const visitor = await enter()
    let isOver = false
    const reading = visitor.read('large.zip').finally(() => {
      isOver = true
    })
    reading.catch(() => undefined)
    await expect.poll(async () => (await counters()).bytes).toBe(100_000)
    expect(await visitor.read('small.zip')).toEqual(SMALL)
    expect(isOver).toBe(false)
    visitor.end()
    await expect(reading).rejects.toThrow(/closed/)
  })

  test('fails after the bytes that the rule says, while the connection goes on', async () => {
    await setRules({ files: 'large.zip', failAfterBytes: 100_000 })
    const visitor = await enter()
    await expect(visitor.read('large.zip')).rejects.toThrow(/failure/i)
    expect(await visitor.read('small.zip')).toEqual(SMALL)
    expect((await counters()).bytes).toBe(100_000 + SMALL.length)
  })

  test('ends before the size that the site tells', async () => {
    await setRules({ files: 'large.zip', endAtByte: 500_000 })
    const visitor = await enter()
    expect(await visitor.sizeOf('large.zip')).toBe(LARGE.length)
    await expect(visitor.read('large.zip', 1)).rejects.toThrow(/ended at byte 500000/)
  })

  test('comes in short answers', async () => {
    await setRules({ files: 'large.zip', maxReadBytes: 10_000 })
    expect((await (await enter()).read('large.zip')).equals(LARGE)).toBe(true)
    expect((await counters()).reads).toBeGreaterThan(LARGE.length / 10_000)
  })

  test('has one byte wrong', async () => {
    await setRules({ files: 'large.zip', corruptAtByte: 700_000, times: 1 })
    const visitor = await enter()
    const first = await visitor.read('large.zip')
    expect([...first.keys()].filter((index) => first[index] !== LARGE[index])).toEqual([700_000])
    expect((await visitor.read('large.zip')).equals(LARGE)).toBe(true)
  })

  test('at a rate is whole, and holds up no other', async () => {
    await setRules({ files: 'large.zip', bytesPerSecond: 2_000_000 })
    const [slow, other] = [await enter(), await enter()]
    const order: string[] = []
    const reading = slow.read('large.zip').finally(() => order.push('slow'))
    for (let time = 0; time < 3; time += 1) await other.read('small.zip')
    order.push('others')
    expect((await reading).equals(LARGE)).toBe(true)
    expect(order).toEqual(['others', 'slow'])
  })

  test.each([
    ['no-such-file', /no such file/i],
    ['permission-denied', /permission denied/i],
    ['failure', /failure/i],
  ] as const)('does not begin: %s', async (refuseOpen, message) => {
    await setRules({ files: 'small.zip', refuseOpen, times: 1 })
    const visitor = await enter()
    await expect(visitor.read('small.zip')).rejects.toThrow(message)
    expect(await visitor.read('small.zip')).toEqual(SMALL)
  })

  test('has a listing that tells another size than the file has', async () => {
    await setRules({ files: '*.txt', listedSizeOffBytes: 5 })
    const visitor = await enter()
    expect(await visitor.sizeOf('other.txt')).toBe(SMALL.length + 5)
    expect(await visitor.sizeOf('small.zip')).toBe(SMALL.length)
    expect(await visitor.read('other.txt')).toEqual(SMALL)
  })
})

describe('a rule by chance', () => {
  const outcomes = async (seed: string) => {
    await site.control('PUT', '/knobs/site', {
      seed,
      files: [{ files: 'small.zip', refuseOpen: 'failure', chance: 0.5 }],
    })
    const visitor = await enter()
    const found: boolean[] = []
    for (let time = 0; time < 40; time += 1) {
      found.push(
        await visitor.read('small.zip').then(
          () => true,
          () => false,
        ),
      )
    }
    return found
  }

  test('hits the same openings with the same seed, and others with another', async () => {
    const first = await outcomes('one')
    expect(await outcomes('one')).toEqual(first)
    expect(await outcomes('two')).not.toEqual(first)
    expect(new Set(first)).toEqual(new Set([true, false]))
  })
})

describe('a connection', () => {
  test('is hung up on', async () => {
    await site.control('PATCH', '/knobs/site', { connections: { answer: 'hang-up' } })
    await expect(enter()).rejects.toThrow(/lost before handshake/)
    expect(await counters()).toMatchObject({ connections: { accepted: 0, refused: 1 } })
    await site.control('DELETE', '/knobs/site')
    expect(await (await enter()).read('small.zip')).toEqual(SMALL)
  })

  test('is taken and never answered', async () => {
    await site.control('PATCH', '/knobs/site', { connections: { answer: 'silence' } })
    await expect(visit({ ...site.login, readyTimeout: 300 })).rejects.toThrow(/timed out/i)
    expect(await counters()).toMatchObject({
      connections: { accepted: 1 },
      logins: { ok: { password: 0 } },
      faults: { 'connection-silence': 1 },
    })
  })

  test('over the number that is allowed is hung up on', async () => {
    await site.control('PATCH', '/knobs/site', { connections: { maxOpen: 1 } })
    const first = await enter()
    await expect(enter()).rejects.toThrow(/lost before handshake/)
    expect(await first.read('small.zip')).toEqual(SMALL)
  })

  test('has a latency before each answer, and none before its login', async () => {
    const visitor = await enter()
    await site.control('PATCH', '/knobs/site', { latencyMs: 3_600_000 })
    let isOver = false
    const reading = visitor.read('small.zip').finally(() => {
      isOver = true
    })
    reading.catch(() => undefined)
    await enter()
    await site.control('DELETE', '/knobs/site')
    expect(await (await enter()).read('small.zip')).toEqual(SMALL)
    expect(isOver).toBe(false)
    visitor.end()
    await expect(reading).rejects.toThrow(/closed/)
  })
})

test.each([
  ['an unknown knob', { speed: 1 }],
  ['an unknown login method', { logins: { methods: ['none'] } }],
  ['a chance of two', { files: [{ chance: 2 }] }],
  ['a negative size', { files: [{ cutAfterBytes: -1 }] }],
])('%s is refused and changes nothing', async (_what, knobs) => {
  const before = (await site.control('GET', '/knobs/site')).body
  expect((await site.control('PUT', '/knobs/site', knobs)).status).toBe(400)
  expect((await site.control('GET', '/knobs/site')).body).toEqual(before)
})

async function enter(): Promise<Visitor> {
  const visitor = await visit(site.login)
  visitors.push(visitor)
  return visitor
}

function setRules(...files: object[]) {
  return site.control('PUT', '/knobs/site', { files })
}

async function counters(): Promise<SiteCounters> {
  return (await site.control('GET', '/counters')).body.site as SiteCounters
}
