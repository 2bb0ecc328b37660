import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestSite, type TestSite, visit } from './site-for-tests.ts'

let site: TestSite

beforeAll(async () => {
  site = await startTestSite({ files: { 'one.zip': Buffer.from('one') } })
})
afterAll(() => site.close())

describe('the host key', () => {
  test.each(['ed25519', 'ecdsa', 'rsa'])('is another one of type %s when it is changed', async (type) => {
    const before = await offeredKey()
    expect(before).toBe(site.hostKeyFingerprint())
    const guest = await visit(site.login)

    const { body } = await site.control('POST', '/site/host-key', { type })
    expect(body.hostKeyFingerprint).not.toBe(before)
    expect(await offeredKey()).toBe(body.hostKeyFingerprint)
    expect((await site.control('GET', '/site')).body.hostKeyFingerprint).toBe(body.hostKeyFingerprint)

    // Who is in already notices nothing.
    expect((await guest.read('one.zip')).toString()).toBe('one')
    guest.end()
  })

  test('is refused by a client that trusts the old one, before it sends its password', async () => {
    const trusted = site.hostKeyFingerprint()
    await site.control('POST', '/site/host-key')
    await site.control('POST', '/reset', {})
    const login = { ...site.login, hostVerifier: (key: Buffer) => fingerprintOf(key) === trusted }
    await expect(visit(login)).rejects.toThrow(/verification failed/)
    const { logins } = (await site.control('GET', '/counters')).body.site as {
      logins: { ok: Record<string, number>; refused: Record<string, number> }
    }
    expect(
      [...Object.values(logins.ok), ...Object.values(logins.refused)].every((count) => count === 0),
    ).toBe(true)
  })

  test('of no known type is refused', async () => {
    expect((await site.control('POST', '/site/host-key', { type: 'dsa' })).status).toBe(400)
  })

  test('stays the changed one after a restart', async () => {
    await site.control('POST', '/site/host-key', { type: 'ecdsa' })
    const changed = site.hostKeyFingerprint()
    await site.stop()
    site = await startTestSite({ dir: site.dir })
    expect(await offeredKey()).toBe(changed)
  })
})

async function offeredKey(): Promise<string> {
  let offered = ''
  const visitor = await visit({
    ...site.login,
    hostVerifier: (key: Buffer) => {
      offered = fingerprintOf(key)
      return true
    },
  })
  visitor.end()
  return offered
}

function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`
}
