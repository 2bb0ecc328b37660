import { lookup } from 'node:dns/promises'
import { request } from 'node:https'
import { isIP } from 'node:net'
import { isHostListed } from '#lib/domain/allowed-hosts.ts'
import type { SendFailure, SendOutcome } from '#lib/sync/ports/alert-sender.ts'
import { isPublicAddress } from './public-address.ts'

export type AllowedHosts = {
  hosts: readonly string[]
  /** Of these, or others that are named: what may lie inside a private network. */
  privateHosts: readonly string[]
}

const HTTPS_PORT = 443

/**
 * Posts to a host that the operator has allowed, so that nobody can reach into the network of the app. The name is
 * resolved once, and the connection goes to the address that was looked at; the certificate has to be that of the name.
 * Redirects are not followed, and nothing of the answer is read but its status.
 */
export async function postToAllowedHost(
  address: string,
  body: string,
  headers: Record<string, string>,
  allowed: AllowedHosts,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const url = URL.parse(address)
  if (url?.protocol !== 'https:' || url.username || url.password) return failure('address-invalid', true)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = Number(url.port || HTTPS_PORT)
  if (!isHostListed(allowed.hosts, host, port)) return failure('host-not-allowed', true, host)
  try {
    const found = await resolveHost(host)
    const isPrivateAllowed = isHostListed(allowed.privateHosts, host, port)
    // One that is private among public ones could be the one that is taken.
    if (!isPrivateAllowed && !found.every(({ address: one }) => isPublicAddress(one))) {
      return failure('private-address', true, host)
    }
    const [first] = found
    if (!first) return failure('host-not-found', false, host)
    return outcomeOf(await post(url, host, first, body, headers, signal))
  } catch (error) {
    return failureOf(error, signal)
  }
}

function resolveHost(host: string): Promise<{ address: string; family: number }[]> {
  const family = isIP(host)
  return family === 0 ? lookup(host, { all: true }) : Promise.resolve([{ address: host, family }])
}

function post(
  url: URL,
  host: string,
  to: { address: string; family: number },
  body: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent: false,
        signal,
        host: to.address,
        family: to.family,
        // An address has no name to say; its certificate is still held against it.
        ...(isIP(host) === 0 && { servername: host }),
        headers: { host: url.host, ...headers, 'content-length': Buffer.byteLength(body) },
      },
      (response) => {
        resolve(response.statusCode ?? 0)
        response.destroy()
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

function outcomeOf(status: number): SendOutcome {
  const detail = `HTTP ${status}`
  if (status >= 200 && status < 300) return { ok: true, detail }
  if (status >= 300 && status < 400) return failure('redirected', true, detail)
  return failure(status >= 500 ? 'server-error' : 'refused', false, detail)
}

const NOT_FOUND = ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ENODATA']

function failureOf(error: unknown, signal: AbortSignal): SendOutcome {
  if (signal.aborted) return failure('timed-out', false)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (NOT_FOUND.includes(code)) return failure('host-not-found', false, code)
  if (/CERT|SIGNATURE|ERR_TLS|ISSUER/.test(code)) return failure('certificate', false, code)
  return failure(code === 'ETIMEDOUT' ? 'timed-out' : 'unreachable', false, code)
}

function failure(code: SendFailure, isFinal: boolean, detail = ''): SendOutcome {
  return { ok: false, code, detail, isFinal }
}
