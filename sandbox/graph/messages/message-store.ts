import { createHash } from 'node:crypto'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { writeMembers } from '../long-text.ts'
import type { ExtendedProperty } from './extended-property.ts'
import { type AttachmentColumns, createIndexWriter, type LogHead, logHead } from './message-index.ts'
import type { MessageLog } from './message-log.ts'
import type { ItemBody } from './message-properties.ts'
import { inOrder, type MessageQuery, toMessage, toWhere } from './message-query.ts'
import type { NewAttachment } from './read-attachments.ts'
import type { NewMessage } from './read-new-message.ts'
import type { MessageColumns, StoredMessage } from './stored-message.ts'

export type MessageChange = {
  subject: string
  internetMessageId: string
  isRead: boolean
  properties: Record<string, unknown>
  extendedProperties: ExtendedProperty[]
}

export type MessageStore = ReturnType<typeof openMessageStore>

/** Statements are kept per text; a client that varies its filters without end must not fill the memory. */
const MAX_STATEMENTS = 200
/** Rows written in one transaction: the more, the cheaper each (see message-log.ts). */
const MAX_UNINDEXED = 2048

export function openMessageStore(database: DatabaseSync, log: MessageLog) {
  const writeIndex = createIndexWriter(database)
  const findState = database.prepare('SELECT * FROM log_state')
  const setState = database.prepare(
    'UPDATE log_state SET indexed_bytes = ?, next_message = ?, next_attachment = ?',
  )
  const byNumber = database.prepare('SELECT * FROM messages WHERE number = ? AND mailbox = ?')
  const moveMessage = database.prepare(
    'UPDATE messages SET folder = ?, generation = generation + 1, revision = revision + 1, modified_at = ? WHERE number = ?',
  )
  const deleteMessage = database.prepare('DELETE FROM messages WHERE number = ?')
  const deleteAttachments = database.prepare('DELETE FROM attachments WHERE message = ?')
  const deleteOrphans = database.prepare(
    'DELETE FROM messages WHERE mailbox = ? AND folder NOT IN (SELECT number FROM folders)',
  )
  const sumSizes = database.prepare(
    'SELECT coalesce(sum(size_bytes), 0) AS total FROM messages WHERE mailbox = ?',
  )
  const countAttachments = database.prepare('SELECT count(*) AS total FROM attachments WHERE message = ?')
  const prepared = new Map<string, StatementSync>()

  const state = findState.get()
  let nextMessage = Number(state?.next_message)
  let nextAttachment = Number(state?.next_attachment)
  let unindexed: { head: LogHead; contentAt: number }[] = []
  /** Bytes per mailbox, of those that somebody has asked for. */
  const sizes = new Map<number, number>()

  for (const record of log.recordsFrom(Number(state?.indexed_bytes))) {
    const head = logHead.parse(record.head)
    if (head.kind === 'message') nextMessage = Math.max(nextMessage, head.columns.number + 1)
    for (const { number } of attachmentsOf(head)) nextAttachment = Math.max(nextAttachment, number + 1)
    unindexed.push({ head, contentAt: record.contentAt })
  }
  flush()

  /** Brings the index up to the log; whoever reads the index or changes it directly calls this first. */
  function flush(): void {
    if (unindexed.length === 0) return
    atomically(() => {
      for (const { head, contentAt } of unindexed) writeIndex(head, contentAt)
      setState.run(log.sizeBytes(), nextMessage, nextAttachment)
    })
    unindexed = []
  }

  function atomically(work: () => void): void {
    database.exec('BEGIN')
    try {
      work()
      database.exec('COMMIT')
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }

  function append(head: LogHead, content: readonly Uint8Array[]): void {
    unindexed.push({ head, contentAt: log.append(JSON.stringify(head), content) })
    if (unindexed.length >= MAX_UNINDEXED) flush()
  }

  function prepare(sql: string): StatementSync {
    const known = prepared.get(sql)
    if (known) return known
    if (prepared.size >= MAX_STATEMENTS) prepared.clear()
    const statement = database.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }

  function grow(mailbox: number, bytes: number): void {
    const known = sizes.get(mailbox)
    if (known !== undefined) sizes.set(mailbox, known + bytes)
  }

  function toColumns(attachment: NewAttachment, message: number, createdAt: string): AttachmentColumns {
    const { content, ...others } = attachment
    const number = nextAttachment
    nextAttachment += 1
    return {
      number,
      message,
      ...others,
      sizeBytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
      createdAt,
    }
  }

  function find(mailbox: number, number: number): StoredMessage | undefined {
    flush()
    const row = byNumber.get(number, mailbox)
    return row && toMessage(row, log)
  }

  return {
    flush,
    /**
     * @param headOf what the answer says before the content, which is written once for both.
     * @returns the number, and the answer.
     */
    insert(
      mailbox: number,
      folder: number,
      message: NewMessage,
      createdAt: string,
      headOf: (columns: MessageColumns) => string,
    ): { number: number; answer: Buffer } {
      const { internetMessageHeaders, ...properties } = message.properties
      const number = nextMessage
      nextMessage += 1
      const attachments = message.attachments.map((attachment) => toColumns(attachment, number, createdAt))
      const columns: MessageColumns = {
        number,
        mailbox,
        folder,
        generation: 0,
        revision: 0,
        subject: message.subject,
        internetMessageId: message.internetMessageId,
        isDraft: message.isDraft,
        isRead: message.isRead,
        hasAttachments: attachments.some((attachment) => !attachment.isInline),
        sentAt: message.sentAt,
        receivedAt: message.receivedAt,
        createdAt,
        modifiedAt: createdAt,
        sizeBytes: 0,
      }
      const head = headOf(columns)
      const answer = toContent(head, properties)
      const content = answer.subarray(Buffer.byteLength(head))
      columns.sizeBytes = attachments.reduce((sum, { sizeBytes }) => sum + sizeBytes, content.length)
      const { extendedProperties } = message
      const internetHeaders =
        internetMessageHeaders === undefined ? null : JSON.stringify(internetMessageHeaders)
      append(
        {
          kind: 'message',
          columns,
          contentBytes: content.length,
          extendedProperties,
          internetHeaders,
          attachments,
        },
        [content, ...message.attachments.map((attachment) => attachment.content)],
      )
      grow(mailbox, columns.sizeBytes)
      return { number, answer }
    },
    /** Adds a file to a message that is there. */
    attach(message: StoredMessage, attachment: NewAttachment, at: string): AttachmentColumns {
      const columns = toColumns(attachment, message.columns.number, at)
      append({ kind: 'attachment', attachment: columns, modifiedAt: at }, [attachment.content])
      grow(message.columns.mailbox, columns.sizeBytes)
      return columns
    },
    change(message: StoredMessage, change: MessageChange, modifiedAt: string): StoredMessage {
      const { properties, extendedProperties, ...changed } = change
      const before = message.columns
      const content = toContent('', properties)
      const growth = content.length - message.contentMembers.length
      const columns = {
        ...before,
        ...changed,
        revision: before.revision + 1,
        modifiedAt,
        sizeBytes: before.sizeBytes + growth,
      }
      append({ kind: 'change', columns, contentBytes: content.length, extendedProperties }, [content])
      grow(before.mailbox, growth)
      return find(before.mailbox, before.number) ?? message
    },
    find,
    countAttachments(message: StoredMessage): number {
      flush()
      return Number(countAttachments.get(message.columns.number)?.total)
    },
    list(query: MessageQuery): StoredMessage[] {
      flush()
      const { where, parameters } = toWhere(query)
      const { order, limit, offset } = query
      const select = `SELECT m.* FROM messages m WHERE ${where}`
      if (query.condition?.isSelective) {
        // Setting up SQLite's sorter costs five times the look-up of a key.
        const found = prepare(select).all(...parameters)
        if (found.length > 1) found.sort(inOrder(order))
        return found.slice(offset, offset + limit).map((row) => toMessage(row, log))
      }
      const by = `m.${order.column} ${order.direction}, m.number ${order.direction}`
      return prepare(`${select} ORDER BY ${by} LIMIT ? OFFSET ?`)
        .all(...parameters, limit, offset)
        .map((row) => toMessage(row, log))
    },
    count(query: MessageQuery): number {
      flush()
      const { where, parameters } = toWhere(query)
      return Number(
        prepare(`SELECT count(*) AS total FROM messages m WHERE ${where}`).get(...parameters)?.total,
      )
    },
    move(number: number, folder: number, at: string): void {
      flush()
      moveMessage.run(folder, at, number)
    },
    delete({ columns }: StoredMessage): void {
      flush()
      deleteMessage.run(columns.number)
      deleteAttachments.run(columns.number)
      grow(columns.mailbox, -columns.sizeBytes)
    },
    /** After a folder was deleted: what lay in it and below it. */
    deleteOrphans(mailbox: number): void {
      flush()
      deleteOrphans.run(mailbox)
      sizes.delete(mailbox)
    },
    sizeOf(mailbox: number): number {
      const known = sizes.get(mailbox)
      if (known !== undefined) return known
      flush()
      const size = Number(sumSizes.get(mailbox)?.total)
      sizes.set(mailbox, size)
      return size
    },
    /** Empties every mailbox. Numbers go on: an id from before never names something else. */
    clear(): void {
      flush()
      atomically(() => {
        database.exec('DELETE FROM messages; DELETE FROM attachments; DELETE FROM named_values;')
        setState.run(0, nextMessage, nextAttachment)
      })
      log.clear()
      sizes.clear()
    },
    readContent: log.read,
  }
}

function toContent(head: string, properties: Record<string, unknown>): Buffer {
  return writeMembers(head, properties, (properties.body as ItemBody).content)
}

function attachmentsOf(head: LogHead): readonly AttachmentColumns[] {
  if (head.kind === 'message') return head.attachments
  return head.kind === 'attachment' ? [head.attachment] : []
}
