import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { type ExtendedProperty, isNamedProperty } from './extended-property.ts'
import { extendedValueKey, type SqlCondition } from './message-filter.ts'
import type { NewMessage } from './read-new-message.ts'

export type StoredMessage = {
  number: number
  mailbox: number
  folder: number
  /** How often it was moved: part of the ordinary id, not of the immutable one. */
  generation: number
  subject: string
  internetMessageId: string
  isDraft: boolean
  isRead: boolean
  hasAttachments: boolean
  sentAt: string
  receivedAt: string
  createdAt: string
  modifiedAt: string
  properties: Record<string, unknown>
  extendedProperties: ExtendedProperty[]
}

export type MessageQuery = {
  mailbox: number
  /** Null: the whole mailbox. */
  folder: number | null
  condition: SqlCondition | null
  direction: 'ASC' | 'DESC'
  limit: number
  offset: number
}

export type MessageStore = ReturnType<typeof openMessageStore>

/** Statements are kept per text; a client that varies its filters without end must not fill the memory. */
const MAX_STATEMENTS = 200

export function openMessageStore(database: DatabaseSync) {
  const insert = database.prepare(
    `INSERT INTO messages (mailbox, folder, subject, internet_message_id, is_draft, is_read, has_attachments,
       sent_at, received_at, created_at, modified_at, properties, extended_properties)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertNamed = database.prepare('INSERT INTO named_properties (id) VALUES (?)')
  const findNamed = database.prepare('SELECT number FROM named_properties WHERE id = ?')
  const insertValue = database.prepare(
    'INSERT INTO named_values (property, value_key, message) VALUES (?, ?, ?)',
  )
  const byNumber = database.prepare('SELECT * FROM messages WHERE number = ? AND mailbox = ?')
  const moveMessage = database.prepare(
    'UPDATE messages SET folder = ?, generation = generation + 1, modified_at = ? WHERE number = ?',
  )
  const deleteMessage = database.prepare('DELETE FROM messages WHERE number = ?')
  const begin = database.prepare('BEGIN')
  const commit = database.prepare('COMMIT')
  const rollback = database.prepare('ROLLBACK')
  const prepared = new Map<string, StatementSync>()

  function prepare(sql: string): StatementSync {
    const known = prepared.get(sql)
    if (known) return known
    if (prepared.size >= MAX_STATEMENTS) prepared.clear()
    const statement = database.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }

  function numberOfNamed(id: string): number {
    const known = findNamed.get(id)
    return Number(known ? known.number : insertNamed.run(id).lastInsertRowid)
  }

  return {
    /** Keeps a message without its attachments and returns its number. */
    insert(mailbox: number, folder: number, message: NewMessage, createdAt: string): number {
      const { lastInsertRowid } = insert.run(
        mailbox,
        folder,
        message.subject,
        message.internetMessageId,
        Number(message.isDraft),
        Number(message.isRead),
        Number(message.attachments.some((attachment) => !attachment.isInline)),
        message.sentAt,
        message.receivedAt,
        createdAt,
        createdAt,
        JSON.stringify(message.properties),
        JSON.stringify(message.extendedProperties),
      )
      const number = Number(lastInsertRowid)
      for (const { id, value } of message.extendedProperties) {
        if (!isNamedProperty(id)) continue
        insertValue.run(numberOfNamed(id), extendedValueKey(value), number)
      }
      return number
    },
    find: (mailbox: number, number: number): StoredMessage | undefined => {
      const row = byNumber.get(number, mailbox)
      return row && toMessage(row)
    },
    list(query: MessageQuery): StoredMessage[] {
      const { where, parameters } = toWhere(query)
      const { direction, limit, offset } = query
      const select = `SELECT m.* FROM messages m WHERE ${where}`
      if (query.condition?.isSelective) {
        // Setting up SQLite's sorter costs five times the look-up of a key.
        const found = prepare(select)
          .all(...parameters)
          .map(toMessage)
        return found.sort(byReceipt(direction)).slice(offset, offset + limit)
      }
      return prepare(`${select} ORDER BY m.received_at ${direction}, m.number ${direction} LIMIT ? OFFSET ?`)
        .all(...parameters, limit, offset)
        .map(toMessage)
    },
    count(query: MessageQuery): number {
      const { where, parameters } = toWhere(query)
      return Number(
        prepare(`SELECT count(*) AS total FROM messages m WHERE ${where}`).get(...parameters)?.total,
      )
    },
    move: (number: number, folder: number, at: string): void => {
      moveMessage.run(folder, at, number)
    },
    delete: (number: number): void => {
      deleteMessage.run(number)
    },
    /** All or nothing. */
    atomically<T>(work: () => T): T {
      begin.run()
      try {
        const result = work()
        commit.run()
        return result
      } catch (error) {
        rollback.run()
        throw error
      }
    },
  }
}

/** The `+` keeps SQLite from walking the mailbox in the order of the answer when an index of the filter finds the rows. */
function toWhere({ mailbox, folder, condition }: MessageQuery) {
  const hint = condition?.isSelective ? '+' : ''
  const wholeMailbox = condition?.isSelective
    ? 'm.mailbox = ?'
    : 'm.folder IN (SELECT number FROM folders WHERE mailbox = ?)'
  const scope = folder === null ? wholeMailbox : `${hint}m.folder = ?`
  return {
    where: condition ? `${scope} AND ${condition.sql}` : scope,
    parameters: [folder ?? mailbox, ...(condition?.parameters ?? [])],
  }
}

function byReceipt(direction: 'ASC' | 'DESC') {
  const sign = direction === 'ASC' ? 1 : -1
  return (left: StoredMessage, right: StoredMessage) =>
    sign * (left.receivedAt.localeCompare(right.receivedAt) || left.number - right.number)
}

function toMessage(row: Record<string, unknown>): StoredMessage {
  return {
    number: Number(row.number),
    mailbox: Number(row.mailbox),
    folder: Number(row.folder),
    generation: Number(row.generation),
    subject: String(row.subject),
    internetMessageId: String(row.internet_message_id),
    isDraft: row.is_draft === 1,
    isRead: row.is_read === 1,
    hasAttachments: row.has_attachments === 1,
    sentAt: String(row.sent_at),
    receivedAt: String(row.received_at),
    createdAt: String(row.created_at),
    modifiedAt: String(row.modified_at),
    properties: JSON.parse(String(row.properties)) as Record<string, unknown>,
    extendedProperties: JSON.parse(String(row.extended_properties)) as ExtendedProperty[],
  }
}
