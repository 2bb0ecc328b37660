export type HostileMessage = {
  name: string
  /** Written when asked for, so that a list of them is small. */
  readonly eml: Buffer
  /** `package-refused`: the manifest rules do not let such an entry in at all. */
  expected: 'delivered' | 'quarantined' | 'package-refused'
  /** Why it is not delivered. */
  reason: 'no-valid-user' | 'names-nobody' | 'encrypted' | 'too-large' | 'unreadable' | 'entry-empty' | null
  /** Primary addresses of the mailboxes that automatic mapping must find: these and no others. */
  mailboxes: readonly string[]
  /** What is nasty about it. */
  about: string
}

export const MEGAN = 'megan.bowen@contoso.example'
export const GRADY = 'grady.archie@contoso.example'

/** A message that must arrive, in both mailboxes unless said otherwise. */
export function delivered(
  name: string,
  about: string,
  write: () => Buffer,
  mailboxes: readonly string[] = [GRADY, MEGAN],
): HostileMessage {
  return lazily({ name, expected: 'delivered', reason: null, mailboxes, about }, write)
}

/** A message that must be kept, counted and explained, and reach no mailbox. */
export function quarantined(
  name: string,
  reason: HostileMessage['reason'],
  about: string,
  write: () => Buffer,
): HostileMessage {
  return lazily({ name, expected: 'quarantined', reason, mailboxes: [], about }, write)
}

export function lazily(message: Omit<HostileMessage, 'eml'>, write: () => Buffer): HostileMessage {
  return {
    ...message,
    get eml() {
      return write()
    },
  }
}

export type Letter = {
  /** Fields that replace the standard ones; null leaves one out. One character a byte. */
  fields?: Readonly<Record<string, string | null>>
  /** Header lines before the standard ones, and behind them. */
  before?: readonly string[]
  after?: readonly string[]
  body?: string | Buffer
}

/** Writes a message from Megan to Grady that is as it should be, but for what the caller changes. */
export function createLetterWriter(date: string) {
  const sentAt = new Date(`${date}T12:00:00Z`).toUTCString().replace('GMT', '+0000')
  return (id: string, letter: Letter = {}): Buffer => {
    const fields: Record<string, string | null> = {
      From: `"Megan Bowen 14255550101" <${MEGAN}>`,
      To: `"Grady Archie 14255550110" <${GRADY}>`,
      Date: sentAt,
      Subject: 'WeChat message from 14255550101 to 14255550110',
      'Message-ID': `<hostile.${id}.${date}@archive.telemessage.example>`,
      'X-TELEMESSAGE-ArchiveMessageID': `hostile-${id}-${date}`,
      'MIME-Version': '1.0',
      'Content-Type': 'text/plain; charset=utf-8',
      ...letter.fields,
    }
    const standard = Object.entries(fields).flatMap(([name, value]) =>
      value === null ? [] : [`${name}: ${value}`],
    )
    const header = [...(letter.before ?? []), ...standard, ...(letter.after ?? []), '', ''].join('\r\n')
    const body = letter.body ?? 'Hello.\r\n'
    return Buffer.concat([
      Buffer.from(header, 'latin1'),
      typeof body === 'string' ? Buffer.from(body, 'utf8') : body,
    ])
  }
}

export type LetterWriter = ReturnType<typeof createLetterWriter>

/** Text as header bytes: what `Letter` takes where a header is to hold more than ASCII. */
export function rawBytes(text: string | Buffer): string {
  return (typeof text === 'string' ? Buffer.from(text, 'utf8') : text).toString('latin1')
}
