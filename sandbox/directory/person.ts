/** The app roles of the archive connector's app registration, as its `roles` claim carries them. */
export type AppRole = 'DataConnector.Admin' | 'DataConnector.Reader'

/** Where the mailbox of a person without one in Exchange Online is. It decides only how a request for it is refused. */
export const MAILBOX_STATES = ['none', 'onPremises', 'inactive', 'softDeleted'] as const

/** A user of the tenant: the directory's properties under Graph's names, and what the sandbox adds. */
export type Person = {
  id: string
  displayName: string
  givenName: string | null
  surname: string | null
  mail: string | null
  userPrincipalName: string
  userType: 'Member' | 'Guest'
  accountEnabled: boolean
  mobilePhone: string | null
  businessPhones: string[]
  otherMails: string[]
  /** `SMTP:` marks the primary address, `smtp:` every other one. */
  proxyAddresses: string[]
  jobTitle: string | null
  /** Not a property of Graph: whether Exchange Online has a mailbox for this user that an app can open. */
  hasMailbox: boolean
  /** Without a mailbox: why. */
  mailboxState: (typeof MAILBOX_STATES)[number]
  /** The largest message that the mailbox takes; null: as the knobs say. */
  maxMessageBytes: number | null
  /** All messages together; null: as the knobs say. */
  mailboxQuotaBytes: number | null
  appRoles: AppRole[]
}

export type NewPerson = Partial<Person> & { displayName: string; userPrincipalName: string }

export function completePerson(person: NewPerson, id: string): Person {
  const mail = person.mail === undefined ? person.userPrincipalName : person.mail
  return {
    givenName: null,
    surname: null,
    userType: 'Member',
    accountEnabled: true,
    mobilePhone: null,
    businessPhones: [],
    otherMails: [],
    proxyAddresses: mail === null ? [] : [`SMTP:${mail}`],
    jobTitle: null,
    hasMailbox: true,
    mailboxState: 'none',
    maxMessageBytes: null,
    mailboxQuotaBytes: null,
    appRoles: [],
    ...person,
    id: person.id ?? id,
    mail,
  }
}
