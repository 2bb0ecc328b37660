import type { Participant } from './participant.ts'

export type MappingRule = 'custom' | 'automatic'

/** The custom mapping in force: normalized external id -> mailbox address in lower case. */
export type CustomMapping = ReadonlyMap<string, string>

/**
 * Where a participant's messages may go, first choice first.
 *
 * Microsoft's rule: the custom mapping by mobile number; if that names no valid Microsoft 365 user, the e-mail
 * address property of the message; if neither does, nobody. The caller asks the directory for one after the other
 * and goes on only after a definite "not found": an outage must not send a message to a second choice.
 */
export function mappingCandidates(
  person: Pick<Participant, 'phone' | 'address' | 'opaqueId'>,
  mapping: CustomMapping,
  options: { automatic: boolean },
): { rule: MappingRule; mailbox: string }[] {
  const custom = [person.phone, person.opaqueId, person.address]
    .map((id) => (id ? mapping.get(id) : undefined))
    .find((mailbox) => mailbox !== undefined)
  const candidates: { rule: MappingRule; mailbox: string }[] = []
  if (custom) candidates.push({ rule: 'custom', mailbox: custom })
  if (options.automatic && person.address && person.address !== custom) {
    candidates.push({ rule: 'automatic', mailbox: person.address })
  }
  return candidates
}
