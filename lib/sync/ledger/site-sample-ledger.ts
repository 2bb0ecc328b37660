import type { Participant } from '#lib/domain/participant.ts'
import type { SiteLogin } from '#lib/sync/ports/source-site.ts'

/** Who stands on the newest messages of a site: what a mapping is tried against before it is confirmed. */
export type SampleKey = { tenantId: string; connectorId: string }

export type SamplePerson = Pick<Participant, 'displayName' | 'phone' | 'address' | 'opaqueId'>

export type SampleItem = { people: SamplePerson[]; sentAt: Date | null }

export interface SampleLedger {
  /** Empties the sample. Null when nobody asks for it, or the connector has no site yet. */
  begin(key: SampleKey): Promise<{ site: Omit<SiteLogin, 'credential'> } | null>
  saveItems(key: SampleKey, from: number, items: SampleItem[]): Promise<void>
  /** All are there; their addresses are next. */
  endReading(key: SampleKey, packageNames: string[]): Promise<void>
  nextAddresses(key: SampleKey, limit: number): Promise<string[]>
  saveAddresses(key: SampleKey, answers: { address: string; status: string }[]): Promise<void>
  end(key: SampleKey, error: string | null): Promise<void>
  samplesToContinue(): Promise<SampleKey[]>
}

export interface SampleRequests {
  samplePeople(key: SampleKey): Promise<void>
}
