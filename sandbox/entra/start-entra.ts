import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type Provider from 'oidc-provider'
import type { DirectoryStore } from '#sandbox/directory/directory-store.ts'
import { closeServer } from '#sandbox/http/close-server.ts'
import { listen } from '#sandbox/http/listen.ts'
import type { CompleteSettings } from '#sandbox/settings.ts'
import type { Certificates } from '#sandbox/state/certificates.ts'
import type { SigningKey } from '#sandbox/state/signing-key.ts'
import { answerInteraction } from './answer-interaction.ts'
import type { AppGrants } from './app-grants.ts'
import { createAppsProvider } from './apps-provider.ts'
import { entraError } from './entra-errors.ts'
import { pathBelowTenant } from './entra-routes.ts'
import { createPeopleProvider } from './people-provider.ts'

/**
 * Entra ID on two listeners: plain http for browsers, which do not know the sandbox's certificate authority, and https
 * for msal-node, which accepts nothing else.
 */
export async function startEntra(
  settings: CompleteSettings,
  graphUrl: string,
  certificates: Certificates,
  signingKey: SigningKey,
  directory: DirectoryStore,
  grants: () => AppGrants,
) {
  let answerPeople: RequestListener = refuseWhileStarting
  let answerApps: RequestListener = refuseWhileStarting
  const peopleServer = createServer((request, response) => answerPeople(request, response))
  const appsServer = createTlsServer(
    { cert: certificates.cert, key: certificates.key },
    (request, response) => answerApps(request, response),
  )
  // An issuer contains its port, so the providers are made once the system has chosen it.
  const url = `http://localhost:${await listen(peopleServer, 'entraPort', settings.entraPort, settings.host)}`
  const close = async () => {
    await Promise.all([closeServer(peopleServer), closeServer(appsServer)])
  }
  try {
    const tlsPort = await listen(appsServer, 'entraTlsPort', settings.entraTlsPort, settings.host)
    const tlsUrl = `https://localhost:${tlsPort}`
    const issuer = (origin: string) => `${origin}/${settings.tenantId}/v2.0`

    const people = createPeopleProvider(issuer(url), settings, signingKey, directory)
    const toPeople = toProvider(people, settings)
    answerPeople = (request, response) => {
      if (!request.url?.startsWith('/interaction/')) return toPeople(request, response)
      answerInteraction(request, response, people, directory).catch(() => response.destroy())
    }
    const apps = createAppsProvider(issuer(tlsUrl), graphUrl, settings, signingKey, grants)
    answerApps = toProvider(apps, settings)
    return { url, tlsUrl, close }
  } catch (error) {
    await close()
    throw error
  }
}

function toProvider(provider: Provider, settings: CompleteSettings): RequestListener {
  const answer = provider.callback()
  return (request: IncomingMessage & { originalUrl?: string }, response) => {
    const url = request.url ?? '/'
    const below = pathBelowTenant(url, settings.tenantId)
    if (below === undefined) {
      const tenant = decodeURIComponentOr(url.split('/')[1] ?? '')
      const text = `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`
      response.writeHead(400, { 'content-type': 'application/json' })
      response.end(JSON.stringify(entraError('invalid_tenant', 'AADSTS90002', text, settings.now())))
      return
    }
    // How oidc-provider learns where it is mounted: by the difference of the two.
    request.originalUrl = `/${settings.tenantId}${below}`
    request.url = below
    answer(request, response)
  }
}

function refuseWhileStarting(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(503).end()
}

function decodeURIComponentOr(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
