import { X509Certificate } from 'node:crypto'
import { z } from 'zod'

/** A public key as oidc-provider wants to have a client's. */
export type AppKey = { kty: 'RSA'; n: string; e: string; use: 'sig' }

const publicJwk = z.object({ kty: z.literal('RSA'), n: z.string(), e: z.string() })
const header = z.object({ 'x5t#S256': z.string() })

/** The certificates that are registered with the app, by their SHA-256 thumbprints. */
export type AppCertificates = {
  /** The key of the certificate that an assertion names in its header; null when none is registered, or it is not valid now. */
  keyOf(assertion: string): AppKey | null
}

/** @param pem any number of certificates; their private keys are nobody's business here. */
export function readAppCertificates(pem: string, now: () => Date): AppCertificates {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  const registered = new Map(
    blocks.map((block) => {
      const certificate = new X509Certificate(block)
      return [thumbprintOf(certificate), certificate]
    }),
  )
  return {
    keyOf(assertion) {
      const certificate = registered.get(readThumbprint(assertion) ?? '')
      if (!certificate || !isValid(certificate, now())) return null
      const { n, e } = publicJwk.parse(certificate.publicKey.export({ format: 'jwk' }))
      return { kty: 'RSA', n, e, use: 'sig' }
    },
  }
}

/** As the header `x5t#S256` has it (RFC 7515, 4.1.8). */
function thumbprintOf(certificate: X509Certificate): string {
  return Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url')
}

function readThumbprint(assertion: string): string | null {
  try {
    const text = Buffer.from(assertion.split('.')[0] ?? '', 'base64url').toString('utf8')
    return header.parse(JSON.parse(text))['x5t#S256']
  } catch {
    return null
  }
}

function isValid(certificate: X509Certificate, now: Date): boolean {
  return new Date(certificate.validFrom) <= now && now < new Date(certificate.validTo)
}
