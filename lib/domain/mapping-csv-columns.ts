import { looksLikeMailbox } from './mapping-mailbox.ts'
import type { MappingColumns } from './mapping-upload.ts'

/**
 * Headings by what they mean: those of Microsoft's template and TeleMessage's help page, and what people write. The earlier
 * one wins where a file has several; case, blanks and punctuation do not matter.
 */
const HEADINGS = {
  id: `externaluserid externalid msisdn mobilenumber phonenumber number mobile phone userid loginname login
    外部用户id 手机号码 手机号 手机 电话号码 电话 号码 手機號碼 手機 行動電話 電話號碼 mobilnummer telefonnummer nummer`.split(
    /\s+/,
  ),
  mailbox:
    `o365usermailbox microsoft365usermailbox m365usermailbox office365usermailbox usermailbox mailbox userprincipalname
    upn emailaddress email mail 邮箱地址 邮箱 电子邮箱 电子邮件地址 电子邮件 電子郵件 電子信箱 郵箱 信箱 epostadress epost`.split(
      /\s+/,
    ),
  validFrom:
    `validfrom validsince startdate from since 有效期自 有效期从 生效日期 开始日期 起始日期 giltigfrån från`.split(
      ' ',
    ),
  validTo:
    `validto validuntil enddate to until 有效期至 有效期到 失效日期 结束日期 截止日期 giltigtill till`.split(
      ' ',
    ),
}

/** Which column is which; null when the headings do not say. */
export function findMappingColumns(header: readonly string[]): MappingColumns | null {
  const names = header.map(nameOf)
  const find = (known: readonly string[]) => {
    const heading = known.find((name) => names.includes(name))
    return heading === undefined ? null : names.indexOf(heading)
  }
  const id = find(HEADINGS.id)
  const mailbox = find(HEADINGS.mailbox)
  if (id === null || mailbox === null) return findByContent(header)
  return { id, mailbox, validFrom: find(HEADINGS.validFrom), validTo: find(HEADINGS.validTo) }
}

/** Two columns of one name: which of them was meant is not to be guessed. */
export function hasRepeatedHeading(header: readonly string[]): boolean {
  const names = header.map(nameOf).filter((name) => name !== '')
  return new Set(names).size < names.length
}

/** A file can begin with its first row. No heading is an e-mail address. */
export function isHeader(header: readonly string[], columns: MappingColumns | null): boolean {
  return !(columns ? looksLikeMailbox(header[columns.mailbox] ?? '') : header.some(looksLikeMailbox))
}

/** Of a first row without headings: two fields, one an e-mail address and one not. */
function findByContent(first: readonly string[]): MappingColumns | null {
  const filled = first.flatMap((field, at) => (field.trim() === '' ? [] : [at]))
  const mailboxes = filled.filter((at) => looksLikeMailbox(first[at] ?? ''))
  const [mailbox] = mailboxes
  const id = filled.find((at) => at !== mailbox)
  if (filled.length !== 2 || mailboxes.length !== 1 || mailbox === undefined || id === undefined) return null
  return { id, mailbox, validFrom: null, validTo: null }
}

function nameOf(heading: string): string {
  return heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '')
}
