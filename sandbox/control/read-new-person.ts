import { z } from 'zod'
import { completePerson, MAILBOX_STATES, type NewPerson, type Person } from '#sandbox/directory/person.ts'

const address = z.string().regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')
const sizeBytes = z.number().int().positive().nullable()

/** What can be changed of a person who is there. */
const changeable = {
  displayName: z.string().min(1).max(256),
  mail: address.nullable(),
  givenName: z.string().nullable(),
  surname: z.string().nullable(),
  userType: z.enum(['Member', 'Guest']),
  accountEnabled: z.boolean(),
  mobilePhone: z.string().nullable(),
  businessPhones: z.array(z.string()),
  otherMails: z.array(address),
  proxyAddresses: z.array(z.string().min(1)),
  jobTitle: z.string().nullable(),
  hasMailbox: z.boolean(),
  mailboxState: z.enum(MAILBOX_STATES),
  maxMessageBytes: sizeBytes,
  mailboxQuotaBytes: sizeBytes,
  appRoles: z.array(z.enum(['DataConnector.Admin', 'DataConnector.Reader'])),
}

const changedPerson = z.strictObject(changeable).partial()

const newPerson = z
  .strictObject({ ...changeable, userPrincipalName: address, id: z.guid() })
  .partial()
  .required({ displayName: true })
  .refine((person) => person.userPrincipalName ?? person.mail, {
    message: 'mail or userPrincipalName is needed',
    path: ['mail'],
  })

/** Reads the body of POST /users. @throws {z.ZodError} */
export function readNewPerson(body: unknown, newId: () => string): Person {
  const given = newPerson.parse(body)
  const person = {
    ...withoutUndefined(given),
    userPrincipalName: given.userPrincipalName ?? given.mail ?? '',
  } as NewPerson
  return completePerson(person, newId())
}

/** Reads the body of PATCH /users/{user}. @throws {z.ZodError} */
export function readChangedPerson(person: Person, body: unknown): Person {
  return { ...person, ...(withoutUndefined(changedPerson.parse(body)) as Partial<Person>) }
}

function withoutUndefined(given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
