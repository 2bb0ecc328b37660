import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'

/** What the app proves itself with to Entra ID in place of a secret. */
export type ClientCertificate = {
  /** As Entra shows it: hexadecimal. */
  thumbprintSha256: string
  /** PKCS #8, PEM. */
  privateKey: string
  expiresAt: Date
}

/**
 * Reads a certificate and its private key from PEM text that holds both, in either order. Of several certificates the first is
 * the app's own.
 *
 * @throws {ClientCertificateError} that never quotes the text.
 */
export function readClientCertificate(pem: string): ClientCertificate {
  const certificate = readCertificate(pem)
  const privateKey = readKey(pem)
  if (privateKey.asymmetricKeyType !== 'rsa')
    throw new ClientCertificateError('Its private key is not an RSA key, which is all that Entra ID takes.')
  if (!certificate.checkPrivateKey(privateKey))
    throw new ClientCertificateError('Its private key belongs to another certificate.')
  return {
    thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    expiresAt: new Date(certificate.validTo),
  }
}

export class ClientCertificateError extends Error {
  readonly code = 'client_certificate_invalid'

  constructor(why: string) {
    super(`The client certificate cannot be used. ${why}`)
    this.name = 'ClientCertificateError'
  }
}

function readCertificate(pem: string): X509Certificate {
  const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(pem)?.[0]
  if (!block) throw new ClientCertificateError('There is no certificate in it.')
  try {
    return new X509Certificate(block)
  } catch {
    throw new ClientCertificateError('Its certificate is damaged.')
  }
}

function readKey(pem: string): KeyObject {
  const block = /-----BEGIN ([A-Z ]*)PRIVATE KEY-----[\s\S]+?-----END \1PRIVATE KEY-----/.exec(pem)
  if (!block) throw new ClientCertificateError('There is no private key in it.')
  const isEncrypted = block[1] === 'ENCRYPTED ' || block[0].includes('Proc-Type: 4,ENCRYPTED')
  if (isEncrypted) throw new ClientCertificateError('Its private key is encrypted.')
  try {
    return createPrivateKey(block[0])
  } catch {
    throw new ClientCertificateError('Its private key is damaged.')
  }
}
