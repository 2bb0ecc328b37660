import { randomUUID } from 'node:crypto'

type EntraCode = 'AADSTS7000215' | 'AADSTS700027' | 'AADSTS700016' | 'AADSTS70011' | 'AADSTS90002'

/**
 * An OAuth error as Entra words it: with the AADSTS number that administrators search for, and the fields that msal-node
 * copies into its errors.
 */
export function entraError(error: string, code: EntraCode, text: string, now: Date) {
  const traceId = randomUUID()
  const correlationId = randomUUID()
  const timestamp = now
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, 'Z')
  return {
    error,
    error_description: `${code}: ${text} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [Number(code.slice('AADSTS'.length))],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
  }
}

/** Entra's wording for what oidc-provider refused on a token endpoint; other refusals stay as they are. */
export function inEntraWords(
  body: unknown,
  asked: { knownClientId: string | undefined; isByCertificate: boolean; tenantId: string; now: Date },
): unknown {
  const { knownClientId, isByCertificate, tenantId, now } = asked
  if (typeof body !== 'object' || body === null || !('error' in body)) return body
  const description = 'error_description' in body ? String(body.error_description) : ''
  if (body.error === 'invalid_client' && knownClientId === undefined) {
    const text = `The application was not found in the directory '${tenantId}'.`
    return entraError('unauthorized_client', 'AADSTS700016', text, now)
  }
  if (body.error === 'invalid_client' && isByCertificate) {
    const text = `The certificate with identifier used to sign the client assertion is not registered on application '${knownClientId}', or the assertion is not valid.`
    return entraError('invalid_client', 'AADSTS700027', text, now)
  }
  if (body.error === 'invalid_client') {
    const text = `Invalid client secret provided for app '${knownClientId}'.`
    return entraError('invalid_client', 'AADSTS7000215', text, now)
  }
  if (body.error === 'invalid_scope' || body.error === 'invalid_target') {
    return entraError(
      'invalid_scope',
      'AADSTS70011',
      `The provided value for scope is not valid. ${description}`,
      now,
    )
  }
  return body
}
