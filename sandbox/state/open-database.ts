import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * The database of a sandbox: people and mailboxes.
 *
 * `synchronous = OFF` outlives a killed process, which is what a restart of the sandbox means; only a crash of the
 * machine can lose something, and nobody's archive is kept here.
 */
export function openDatabase(dir: string): DatabaseSync {
  mkdirSync(dir, { recursive: true })
  const database = new DatabaseSync(join(dir, 'sandbox.sqlite'))
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;')
  database.exec(SCHEMA)
  return database
}

const SCHEMA = `
CREATE TABLE IF NOT EXISTS people (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS mailboxes (
  number INTEGER PRIMARY KEY,
  user_id TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE IF NOT EXISTS folders (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  mailbox INTEGER NOT NULL REFERENCES mailboxes,
  parent INTEGER REFERENCES folders ON DELETE CASCADE,
  display_name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  well_known TEXT,
  is_hidden INTEGER NOT NULL DEFAULT 0,
  UNIQUE (parent, name_key),
  UNIQUE (mailbox, well_known)
) STRICT;

CREATE TABLE IF NOT EXISTS messages (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  mailbox INTEGER NOT NULL REFERENCES mailboxes,
  folder INTEGER NOT NULL REFERENCES folders ON DELETE CASCADE,
  generation INTEGER NOT NULL DEFAULT 0,
  subject TEXT NOT NULL,
  internet_message_id TEXT NOT NULL,
  is_draft INTEGER NOT NULL,
  is_read INTEGER NOT NULL,
  has_attachments INTEGER NOT NULL,
  sent_at TEXT NOT NULL,
  received_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  modified_at TEXT NOT NULL,
  properties TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS messages_by_folder ON messages (folder, received_at);
CREATE INDEX IF NOT EXISTS messages_by_mailbox ON messages (mailbox, received_at);
CREATE INDEX IF NOT EXISTS messages_by_message_id ON messages (internet_message_id, mailbox);

CREATE TABLE IF NOT EXISTS extended_properties (
  message INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
  mailbox INTEGER NOT NULL,
  property TEXT NOT NULL,
  value TEXT NOT NULL,
  value_key TEXT NOT NULL,
  PRIMARY KEY (message, property)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS extended_properties_by_value ON extended_properties (property, value_key, mailbox);

CREATE TABLE IF NOT EXISTS attachments (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  message INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  content_id TEXT,
  is_inline INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  content BLOB NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS attachments_by_message ON attachments (message);
`
