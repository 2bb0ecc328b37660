import { generate } from 'selfsigned'

const DAY_MS = 86_400_000

/** A certificate as an operator makes it for the app registration, with its private key; from yesterday to `lastDays` from now. */
export async function makeClientCertificate(
  lastDays = 365,
): Promise<{ certificate: string; privateKey: string }> {
  const made = await generate([{ name: 'commonName', value: 'archive-connector' }], {
    keyType: 'rsa',
    keySize: 2048,
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - Math.max(1, 1 - lastDays) * 2 * DAY_MS),
    notAfterDate: new Date(Date.now() + lastDays * DAY_MS),
  })
  return { certificate: made.cert, privateKey: made.private }
}
