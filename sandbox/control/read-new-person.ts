import { z } from 'zod'
import { completePerson, type NewPerson, type Person } from '#sandbox/directory/person.ts'

const address = z.string().regex(/^[^\s@]+@[^\s@]+$/, 'must be an e-mail address')

const input = z
  .strictObject({
    displayName: z.string().min(1).max(256),
    mail: address.nullable().optional(),
    userPrincipalName: address.optional(),
    id: z.guid().optional(),
    givenName: z.string().nullable().optional(),
    surname: z.string().nullable().optional(),
    userType: z.enum(['Member', 'Guest']).optional(),
    accountEnabled: z.boolean().optional(),
    mobilePhone: z.string().nullable().optional(),
    businessPhones: z.array(z.string()).optional(),
    otherMails: z.array(address).optional(),
    proxyAddresses: z.array(z.string().min(1)).optional(),
    jobTitle: z.string().nullable().optional(),
    hasMailbox: z.boolean().optional(),
    appRoles: z.array(z.enum(['DataConnector.Admin', 'DataConnector.Reader'])).optional(),
  })
  .refine((person) => person.userPrincipalName ?? person.mail, {
    message: 'mail or userPrincipalName is needed',
    path: ['mail'],
  })

/** Reads the body of POST /users. @throws {z.ZodError | SyntaxError} */
export function readNewPerson(body: string, newId: () => string): Person {
  const given = input.parse(JSON.parse(body))
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  const person = { ...present, userPrincipalName: given.userPrincipalName ?? given.mail ?? '' } as NewPerson
  return completePerson(person, newId())
}
