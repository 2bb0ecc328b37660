import { randomUUID, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { z } from 'zod'
import { replaceFile } from './kept-file.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const LIFETIME_MS = 3650 * DAY_MS
/** Renewed before that much is left: a demo that runs overnight does not meet the end of its certificate. */
const RENEWAL_MS = 30 * DAY_MS

const stored = z.object({ caCert: z.string(), caKey: z.string(), cert: z.string(), key: z.string() })

export type Certificates = { caPem: string; caPath: string; cert: string; key: string }

/** The sandbox's own authority and the certificate for `localhost` that it signed; made once per folder. */
export async function loadCertificates(dir: string, now: Date): Promise<Certificates> {
  const path = join(dir, 'tls.json')
  let pair = existsSync(path) ? stored.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined
  if (!pair || new Date(new X509Certificate(pair.cert).validTo).getTime() - now.getTime() < RENEWAL_MS) {
    pair = await makeCertificates(now)
    replaceFile(path, JSON.stringify(pair))
  }
  const caPath = join(dir, 'ca.pem')
  replaceFile(caPath, pair.caCert)
  return { caPem: pair.caCert, caPath, cert: pair.cert, key: pair.key }
}

async function makeCertificates(now: Date): Promise<z.infer<typeof stored>> {
  // A day of slack: containers and virtual machines disagree about the time.
  const validity = {
    notBeforeDate: new Date(now.getTime() - DAY_MS),
    notAfterDate: new Date(now.getTime() + LIFETIME_MS),
  }
  const common = { keyType: 'ec', curve: 'P-256', algorithm: 'sha256', ...validity } as const
  // A name of its own: OpenSSL looks authorities up by name, and a process may trust more than one sandbox.
  const caName = `Archive connector sandbox CA ${randomUUID()}`
  const ca = await generate([{ name: 'commonName', value: caName }], {
    ...common,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  })
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...common,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  })
  return { caCert: ca.cert, caKey: ca.private, cert: server.cert, key: server.private }
}
