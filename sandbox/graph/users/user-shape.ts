import type { Person } from '#sandbox/directory/person.ts'

/** What Graph returns of a user when nothing is selected; everything else must be asked for by name. */
const DEFAULT_PROPERTIES = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
] as const

const READERS: Record<string, (person: Person) => unknown> = {
  id: (person) => person.id,
  businessPhones: (person) => person.businessPhones,
  displayName: (person) => person.displayName,
  givenName: (person) => person.givenName,
  jobTitle: (person) => person.jobTitle,
  mail: (person) => person.mail,
  mobilePhone: (person) => person.mobilePhone,
  officeLocation: () => null,
  preferredLanguage: () => null,
  surname: (person) => person.surname,
  userPrincipalName: (person) => person.userPrincipalName,
  userType: (person) => person.userType,
  accountEnabled: (person) => person.accountEnabled,
  proxyAddresses: (person) => person.proxyAddresses,
  otherMails: (person) => person.otherMails,
  // A disabled account's mailbox has no licence: who decides by plans instead of asking the mailbox must get it wrong.
  assignedPlans: (person) =>
    person.hasMailbox && person.accountEnabled
      ? [
          {
            assignedDateTime: '2026-01-05T09:00:00Z',
            capabilityStatus: 'Enabled',
            service: 'exchange',
            servicePlanId: 'efb87545-963c-4e0d-99df-69c6916d9eb0',
          },
        ]
      : [],
}

export const USER_PROPERTIES: ReadonlySet<string> = new Set(Object.keys(READERS))

export function toGraphUser(person: Person, select: ReadonlySet<string> | null): Record<string, unknown> {
  const user: Record<string, unknown> = {}
  for (const name of select ?? DEFAULT_PROPERTIES) user[name] = READERS[name]?.(person)
  return user
}
