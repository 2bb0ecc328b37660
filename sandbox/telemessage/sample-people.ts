import { SEED_PEOPLE } from '#sandbox/directory-seed.ts'
import type { Correspondent } from './compose-eml.ts'

/** A person as TeleMessage knows them: name, number (digits with country code), and the e-mail in its user list. */
export type ChatPerson = Correspondent & { number: string }

/** People of Contoso whose e-mail at TeleMessage is an address of their Microsoft 365 user. */
export const megan = archived('megan.bowen')
export const alex = archived('alex.wilber')
export const chenJing = archived('chen.jing')
export const adele = archived('adele.vance')
export const diego = archived('diego.siciliani')
export const grady = archived('grady.archie')
export const isaiah = archived('isaiah.langer')
export const sunYue = archived('sun.yue')
/** Left the company; the account is disabled, the mailbox is there. */
export const johanna = archived('johanna.lorenz')
/** Has no mailbox. */
export const miriam = archived('miriam.graham')
/** Known to TeleMessage by a second address of the mailbox. */
export const liuYang: ChatPerson = { ...archived('liu.yang'), address: 'yang.liu@contoso.example' }
/** Known to TeleMessage by an e-mail that is no Microsoft 365 address: only a mapping of the number finds the mailbox. */
export const wangLei: ChatPerson = { ...archived('wang.lei'), address: 'wanglei1985@mail.example' }
/** Known to TeleMessage by the number alone. */
export const zhaoMin: ChatPerson = numberOnly(archived('zhao.min'))

/** Customers and contacts. */
export const liNa: ChatPerson = { name: '李娜', number: '8613911112201', address: 'li.na@fabrikam.example' }
export const zhangWei: ChatPerson = numberOnly({ name: '张伟', number: '8613911112202' })
export const mateo: ChatPerson = {
  name: 'Mateo Gomez',
  number: '34911232203',
  address: 'mateo@northwind.example',
}
export const huangYan: ChatPerson = numberOnly({ name: '黄艳', number: '8613911112204' })
/** WeCom gives outside contacts an opaque id and no number. */
export const weComContact: ChatPerson = {
  name: '周先生',
  number: '',
  address: 'wmQx3bCAAAk7yPd2tR9vN1sLmE8fGh0w@wecom.telemessage.example',
}

export function asCorrespondent(person: ChatPerson): Correspondent {
  return { name: `${person.name} ${person.number}`.trim(), address: person.address }
}

function archived(alias: string): ChatPerson {
  const person = SEED_PEOPLE.find((candidate) => candidate.userPrincipalName.startsWith(`${alias}@`))
  if (!person) throw new Error(`The directory has no ${alias}.`)
  return {
    name: person.displayName,
    number: (person.mobilePhone ?? '').replace(/\D/g, ''),
    address: person.userPrincipalName,
  }
}

function numberOnly(person: { name: string; number: string }): ChatPerson {
  return { ...person, address: `${person.number}@wechat.telemessage.example` }
}
