import type { DayPerson } from './day-people.ts'
import type { TruthParticipant } from './day-truth.ts'
import type { SeededRandom } from './seeded-random.ts'

/** A person as one header field shows them. */
export type ShownPerson = {
  person: DayPerson
  displayName: string
  /** What stands in angle brackets; may be an opaque id, or empty. */
  address: string
  known: Omit<TruthParticipant, 'role' | 'isInside'>
}

/** Where TeleMessage has no e-mail, the number stands before a domain of its own. */
const NUMBER_DOMAIN = 'wechat.telemessage.example'

/**
 * Shows a person in one of the forms that TeleMessage's display names take: `First Last Number` is the public default,
 * and which one a customer gets is a setting.
 */
export function showPerson(person: DayPerson, random: SeededRandom): ShownPerson {
  if (person.opaqueId !== '') {
    return shown(person, person.name, person.opaqueId, {
      opaqueId: person.opaqueId.toLowerCase(),
      knownBy: 'opaque-id',
    })
  }
  if (person.number === '') {
    return shown(person, person.name, person.address, {
      address: person.address.toLowerCase(),
      knownBy: 'address',
    })
  }
  const address = person.address || random.pick([`${person.number}@${NUMBER_DOMAIN}`, ''])
  const form = random.pick(NAME_FORMS)
  return shown(person, form(person.name, person.number), address, {
    phone: person.number,
    address: address.toLowerCase(),
    knownBy: person.address === '' ? 'number' : 'address',
  })
}

/** Each shows the number, so that what a mapping by number finds does not hang on the form. */
const NAME_FORMS: readonly ((name: string, number: string) => string)[] = [
  (name, number) => `${name} ${number}`,
  (name, number) => `${name} ${number}`,
  (name, number) => `${number} ${name}`,
  (_name, number) => number,
  (_name, number) => `+${number}`,
  (name, number) => `${name} (+${number})`,
  (name, number) => `${name} +${number.slice(0, 2)} ${number.slice(2, 5)} ${number.slice(5)}`,
]

function shown(
  person: DayPerson,
  displayName: string,
  address: string,
  known: Partial<ShownPerson['known']> & Pick<ShownPerson['known'], 'knownBy'>,
): ShownPerson {
  return { person, displayName, address, known: { phone: '', address: '', opaqueId: '', ...known } }
}

/** How a subject or a body names a person: number where there is one. */
export function referenceTo(person: DayPerson): string {
  return person.number || person.address || person.name || person.opaqueId
}
