/** The app roles of the archive connector's app registration, as its `roles` claim carries them. */
export type AppRole = 'DataConnector.Admin' | 'DataConnector.Reader'

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
  /** Not a property of Graph: whether Exchange has a mailbox for this user. */
  hasMailbox: boolean
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
    appRoles: [],
    ...person,
    id: person.id ?? id,
    mail,
  }
}
