import { createPrivateKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeClientCertificate } from '#sandbox/test-support/make-client-certificate.ts'
import { readClientCertificate } from './read-client-certificate.ts'

let own: Awaited<ReturnType<typeof makeClientCertificate>>
let other: typeof own

beforeAll(async () => {
  own = await makeClientCertificate(20)
  other = await makeClientCertificate()
})

test('a certificate and its key are read, whichever comes first, with thumbprint and end', () => {
  const read = readClientCertificate(`${own.certificate}\n${own.privateKey}`)
  const certificate = new X509Certificate(own.certificate)
  expect(read.thumbprintSha256).toBe(certificate.fingerprint256.replaceAll(':', ''))
  expect(read.thumbprintSha256).toMatch(/^[0-9A-F]{64}$/)
  expect(read.expiresAt).toEqual(new Date(certificate.validTo))
  expect(readClientCertificate(`${own.privateKey}\n${own.certificate}`)).toEqual(read)
})

test('the first certificate is the app’s own: others are its authorities', () => {
  const chain = `${own.certificate}\n${other.certificate}\n${own.privateKey}`
  expect(readClientCertificate(chain)).toEqual(readClientCertificate(`${own.certificate}\n${own.privateKey}`))
})

describe('it says what is wrong, and never quotes what it was given:', () => {
  const encrypted = () =>
    createPrivateKey(own.privateKey)
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
      .toString()
  const elliptic = () =>
    generateKeyPairSync('ec', { namedCurve: 'P-256' })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString()
  const damaged = (pem: string) => pem.replace(/\n[A-Za-z0-9+/]{20}/, '\nAAAAAAAAAAAAAAAAAAAA')

  test.each<[string, () => string, string]>([
    ['no certificate', () => own.privateKey, 'no certificate'],
    ['no key', () => own.certificate, 'no private key'],
    ['a key of another certificate', () => own.certificate + other.privateKey, 'another certificate'],
    ['an encrypted key', () => own.certificate + encrypted(), 'encrypted'],
    ['a key that is not RSA', () => own.certificate + elliptic(), 'not an RSA key'],
    ['a damaged certificate', () => damaged(own.certificate) + own.privateKey, 'certificate is damaged'],
    ['a damaged key', () => own.certificate + damaged(own.privateKey), 'key is damaged'],
  ])('%s', (_what, pem, words) => {
    const read = () => readClientCertificate(pem())
    expect(read).toThrow(words)
    expect(read).toThrow(expect.objectContaining({ code: 'client_certificate_invalid' }))
    expect(read).not.toThrow('BEGIN')
  })
})
