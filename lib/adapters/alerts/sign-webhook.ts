import { createHmac } from 'node:crypto'

/**
 * The header of a webhook: `t=<unix seconds>,v1=<hex>`, an HMAC-SHA256 of `t.body`. The time is part of what is signed, so
 * a receiver that refuses old ones cannot be sent the same again later; the id in the body tells repeats within that time.
 */
export function signWebhook(body: string, secret: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1_000)
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
  return `t=${seconds},v1=${signature}`
}
