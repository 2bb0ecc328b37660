import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { openSecretBox, SecretBoxError } from './secret-box.ts'

const ring = (id: string) => `${id}:${randomBytes(32).toString('base64')}`

describe('a secret box', () => {
  test('opens what it sealed, for the same row', () => {
    const box = openSecretBox(ring('k1'))
    const sealed = box.seal('pässwörd 密码', 'tenant|connector|site-password')
    expect(Buffer.from(sealed.ciphertext).toString('utf8')).not.toContain('pässwörd')
    expect(box.open(sealed, 'tenant|connector|site-password')).toBe('pässwörd 密码')
  })

  test('refuses a secret that was moved to another row', () => {
    const box = openSecretBox(ring('k1'))
    const sealed = box.seal('secret', 'tenant|connector-a|site-password')
    expect(() => box.open(sealed, 'tenant|connector-b|site-password')).toThrow(SecretBoxError)
  })

  test('refuses a secret of which one bit was changed', () => {
    const box = openSecretBox(ring('k1'))
    const sealed = box.seal('secret', 'row')
    sealed.ciphertext[0] = (sealed.ciphertext[0] ?? 0) ^ 1
    expect(() => box.open(sealed, 'row')).toThrow(expect.objectContaining({ code: 'secret_unreadable' }))
  })

  test('reads old secrets after a new key was put in front', () => {
    const old = ring('k1')
    const sealed = openSecretBox(old).seal('secret', 'row')
    const rotated = openSecretBox(`${ring('k2')},${old}`)
    expect(rotated.open(sealed, 'row')).toBe('secret')
    expect(rotated.seal('new', 'row').keyId).toBe('k2')
  })

  test('names the key that is missing', () => {
    const sealed = openSecretBox(ring('k1')).seal('secret', 'row')
    expect(() => openSecretBox(ring('k2')).open(sealed, 'row')).toThrow(/lacks the key k1/)
  })

  test.each(['', 'k1', 'k1:short', `k1:${randomBytes(16).toString('base64')}`])(
    'refuses the key ring %j',
    (keyRing) => {
      expect(() => openSecretBox(keyRing)).toThrow(expect.objectContaining({ code: 'secret_keys_invalid' }))
    },
  )
})
