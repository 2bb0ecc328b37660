import {
  AuthError,
  ConfidentialClientApplication,
  type INetworkModule,
  type NetworkRequestOptions,
  type NetworkResponse,
} from '@azure/msal-node'
import type { ClientCertificate } from './read-client-certificate.ts'

export type AppTokenOptions = {
  tenantId: string
  clientId: string
  clientSecret: string
  /** In place of the secret. */
  clientCertificate?: ClientCertificate | null
  /** The login host with scheme, https. */
  tokenAuthority: string
  /** Microsoft Graph without version: the token is for it. */
  graphUrl: string
  requestTimeoutMs: number
  /** For tests. */
  fetch?: typeof fetch
}

/**
 * Tokens of the app itself (client credentials). MSAL keeps them and asks anew shortly before they end.
 *
 * @returns a function that throws {@link AppTokenError}.
 */
export function createAppTokenProvider(options: AppTokenOptions): () => Promise<string> {
  const authority = new URL(options.tokenAuthority)
  const application = new ConfidentialClientApplication({
    auth: {
      clientId: options.clientId,
      ...credentialOf(options),
      authority: `${authority.origin}/${options.tenantId}`,
      // Otherwise MSAL asks Microsoft's public cloud whether it knows this host.
      knownAuthorities: [authority.host],
    },
    system: { networkClient: boundedNetwork(options.fetch ?? fetch, options.requestTimeoutMs) },
  })
  const scopes = [`${new URL(options.graphUrl).origin}/.default`]
  return async () => {
    try {
      const result = await application.acquireTokenByClientCredential({ scopes })
      if (result?.accessToken) return result.accessToken
    } catch (error) {
      throw toAppTokenError(error)
    }
    throw new AppTokenError('token_unavailable', 'Microsoft Entra ID answered without a token.')
  }
}

function credentialOf({ clientSecret, clientCertificate }: AppTokenOptions) {
  if (!clientCertificate) return { clientSecret }
  const { thumbprintSha256, privateKey } = clientCertificate
  return { clientCertificate: { thumbprintSha256, privateKey } }
}

/** `token_refused`: Entra said no, and will say no until somebody changes the registration, its secret or its certificate. */
export class AppTokenError extends Error {
  readonly code: 'token_refused' | 'token_unavailable'

  constructor(code: 'token_refused' | 'token_unavailable', message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'AppTokenError'
    this.code = code
  }
}

/** OAuth error codes (RFC 6749 5.2, and Entra's own) that no waiting changes. */
const REFUSALS = new Set([
  'invalid_client',
  'unauthorized_client',
  'invalid_grant',
  'invalid_scope',
  'invalid_request',
])

function toAppTokenError(error: unknown): AppTokenError {
  const code = error instanceof AuthError ? error.errorCode : 'unknown_error'
  // The AADSTS number is what people look up; the rest of Entra's text is long and names ids.
  const aadsts = error instanceof Error ? /AADSTS\d+/.exec(error.message)?.[0] : undefined
  const reason = aadsts ? `${code}, ${aadsts}` : code
  return REFUSALS.has(code)
    ? new AppTokenError('token_refused', `Microsoft Entra ID refuses the app a token (${reason}).`, error)
    : new AppTokenError(
        'token_unavailable',
        `Microsoft Entra ID cannot be asked for a token (${reason}).`,
        error,
      )
}

/** Discovery documents and tokens have some kilobytes. */
const MAX_ANSWER_BYTES = 1024 * 1024

function boundedNetwork(fetchOnce: typeof fetch, requestTimeoutMs: number): INetworkModule {
  async function send<T>(
    url: string,
    method: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<T>> {
    const answer = await fetchOnce(url, {
      method,
      headers: options?.headers ?? {},
      body: options?.body ?? null,
      redirect: 'error',
      signal: AbortSignal.timeout(requestTimeoutMs),
    })
    const text = await answer.text()
    if (text.length > MAX_ANSWER_BYTES) throw new Error('The answer of Microsoft Entra ID is too long.')
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: JSON.parse(text) as T }
  }
  return {
    sendGetRequestAsync: (url, options) => send(url, 'GET', options),
    sendPostRequestAsync: (url, options) => send(url, 'POST', options),
  }
}
