import type { Adapter, AdapterPayload } from 'oidc-provider'

/** What ends with a grant. A sign-in under way names its grant too, and goes on when another person takes over. */
const ENDED_WITH_GRANT = ['AccessToken', 'AuthorizationCode', 'RefreshToken']

/** More than any test run has open at once; beyond it the oldest sign-ins are forgotten. */
const MAX_ENTRIES = 10_000

/**
 * Where oidc-provider keeps sign-ins under way. In memory: a restart ends them, as it may.
 * Not the library's own, which warns on every start that it is not for production.
 */
export function createProviderMemory(): (model: string) => Adapter {
  const entries = new Map<string, AdapterPayload>()
  return (model) => new MemoryAdapter(model, entries)
}

class MemoryAdapter implements Adapter {
  readonly #model: string
  readonly #entries: Map<string, AdapterPayload>

  constructor(model: string, entries: Map<string, AdapterPayload>) {
    this.#model = model
    this.#entries = entries
  }

  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    this.#entries.set(this.#key(id), payload)
    const oldest = this.#entries.keys().next().value
    if (this.#entries.size > MAX_ENTRIES && oldest !== undefined) this.#entries.delete(oldest)
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.#entries.get(this.#key(id))
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#findWhere((payload) => payload.uid === uid)
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#findWhere((payload) => payload.userCode === userCode)
  }

  async consume(id: string): Promise<void> {
    const payload = this.#entries.get(this.#key(id))
    if (payload) payload.consumed = true
  }

  async destroy(id: string): Promise<void> {
    this.#entries.delete(this.#key(id))
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, payload] of this.#entries) {
      const isEnded = ENDED_WITH_GRANT.some((model) => key.startsWith(`${model}:`))
      if (isEnded && payload.grantId === grantId) this.#entries.delete(key)
    }
  }

  #key(id: string): string {
    return `${this.#model}:${id}`
  }

  #findWhere(matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const [key, payload] of this.#entries) {
      if (key.startsWith(`${this.#model}:`) && matches(payload)) return payload
    }
    return undefined
  }
}
