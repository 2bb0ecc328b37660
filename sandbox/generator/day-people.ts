import { SEED_PEOPLE } from '#sandbox/directory-seed.ts'
import type { SeededRandom } from './seeded-random.ts'

/** A person as TeleMessage knows them. Empty strings for what it does not know. */
export type DayPerson = {
  name: string
  /** Digits with country code. */
  number: string
  address: string
  /** A WeCom user id, of the one who has neither number nor address. */
  opaqueId: string
  /** Works for Contoso, so that a message nobody could be found for is a loss. */
  isInside: boolean
  /** The primary address of the mailbox; null for outsiders and for insiders without one. */
  mailbox: string | null
  /** Every address by which the directory finds that mailbox, in lower case. */
  mailboxAddresses: readonly string[]
}

/** Whom automatic mapping alone does not find, or finds by another address than the first. */
const KNOWN_OTHERWISE: Readonly<Record<string, Partial<DayPerson>>> = {
  'liu.yang': { address: 'yang.liu@contoso.example' },
  'wang.lei': { address: 'wanglei1985@mail.example' },
  'zhao.min': { address: '' },
  'lidia.holloway': { number: '', address: '', opaqueId: 'LidiaHolloway' },
}

/** Contoso's people: most known by an address of their own, some only by a number or an id. */
export const CONTOSO_PEOPLE: readonly DayPerson[] = SEED_PEOPLE.filter(
  (person) => person.userType === 'Member',
).map((person): DayPerson => {
  const [alias = ''] = person.userPrincipalName.split('@')
  const known: DayPerson = {
    name: person.displayName,
    number: (person.mobilePhone ?? '').replace(/\D/g, ''),
    address: person.userPrincipalName,
    opaqueId: '',
    isInside: true,
    mailbox: person.hasMailbox ? person.userPrincipalName.toLowerCase() : null,
    mailboxAddresses: person.hasMailbox
      ? [person.userPrincipalName, ...person.proxyAddresses.filter(isSmtp).map(withoutScheme)].map(
          (address) => address.toLowerCase(),
        )
      : [],
  }
  return { ...known, ...KNOWN_OTHERWISE[alias] }
})

/** Customers and contacts: with number and address, with one of them, or with an opaque id only. */
export const OUTSIDE_PEOPLE: readonly DayPerson[] = [
  outsider({ name: '李娜', number: '8613911112201', address: 'li.na@fabrikam.example' }),
  outsider({ name: '张伟', number: '8613911112202' }),
  outsider({ name: 'Mateo Gomez', number: '34911232203', address: 'mateo@northwind.example' }),
  outsider({ name: '黄艳', number: '8613911112204' }),
  outsider({ name: 'Patti Fernández', address: 'patti.fernandez@tailspin.example' }),
  outsider({ name: '周先生', opaqueId: 'wmQx3bCAAAk7yPd2tR9vN1sLmE8fGh0w' }),
  outsider({ name: '', opaqueId: 'woAJ2GCAAAXtWyujaWJHDDGi0mACH71w' }),
  outsider({ name: '陳大文', number: '85291234205', address: 'tm.chan@lamna.example' }),
]

/** Makes up a customer of a large group. No two with the same `ordinal` in one day. */
export function makeUpOutsider(random: SeededRandom, ordinal: number): DayPerson {
  const name = `${random.pick(SURNAMES)}${random.pick(GIVEN_NAMES)}`
  return outsider({ name, number: `86137${String(10_000_000 + ordinal)}` })
}

/** Rows of a user mapping: those that automatic mapping needs beside it. */
export function mappingFor(people: readonly DayPerson[]): { externalId: string; mailbox: string }[] {
  return people.flatMap((person) => {
    if (person.mailbox === null || person.mailboxAddresses.includes(person.address.toLowerCase())) return []
    return [{ externalId: person.number || person.opaqueId, mailbox: person.mailbox }]
  })
}

const SURNAMES = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴', '徐', '孙', '欧阳']
const GIVEN_NAMES = [
  '伟',
  '芳',
  '秀英',
  '敏',
  '静',
  '丽',
  '强',
  '磊',
  '军',
  '洋',
  '勇',
  '艳',
  '杰',
  '娟',
  '涛',
]

function outsider(known: Partial<DayPerson> & { name: string }): DayPerson {
  return {
    number: '',
    address: '',
    opaqueId: '',
    isInside: false,
    mailbox: null,
    mailboxAddresses: [],
    ...known,
  }
}

function isSmtp(proxyAddress: string): boolean {
  return /^smtp:/i.test(proxyAddress)
}

function withoutScheme(proxyAddress: string): string {
  return proxyAddress.slice('smtp:'.length)
}
