import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * The database of a sandbox: people, folders, and the index of the message log.
 *
 * `synchronous = OFF` outlives a killed process, which is what a restart of the sandbox means; only a crash of the
 * machine can lose something, and nobody's archive is kept here.
 */
export function openDatabase(dir: string): DatabaseSync {
  mkdirSync(dir, { recursive: true })
  const database = new DatabaseSync(join(dir, 'sandbox.sqlite'))
  // Large pages: many rows are written at once, and fewer pages cost less (measured: 38 against 50 µs a message).
  database.exec('PRAGMA page_size = 16384;')
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;')
  // Cost matters: a bench measures the product against this. No other process opens the file, so nothing has to be
  // shared with one; 32 MB of cache; a checkpoint every 16 MB instead of every 4.
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY;')
  database.exec('PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 1000;')
  refuseOtherVersions(database, dir)
  database.exec(SCHEMA)
  return database
}

/** Counted up whenever SCHEMA changes: a stand-in's state is made anew rather than migrated. */
const SCHEMA_VERSION = 2

function refuseOtherVersions(database: DatabaseSync, dir: string): void {
  const version = database.prepare('PRAGMA user_version').get()?.user_version
  const isNew = database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined
  if (isNew) database.exec(`PRAGMA user_version = ${SCHEMA_VERSION}`)
  else if (version !== SCHEMA_VERSION) {
    database.close()
    throw new SandboxStateError(dir)
  }
}

export class SandboxStateError extends Error {
  readonly code = 'sandbox_state_of_another_version'

  constructor(dir: string) {
    super(
      `The sandbox's folder ${dir} was written by another version. Remove it, or set SANDBOX_DIR to another.`,
    )
    this.name = 'SandboxStateError'
  }
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

-- Rows point into the message log, which has the content; no foreign keys, since checking them costs on every insert.
CREATE TABLE IF NOT EXISTS messages (
  number INTEGER PRIMARY KEY,
  mailbox INTEGER NOT NULL,
  folder INTEGER NOT NULL,
  generation INTEGER NOT NULL DEFAULT 0,
  revision INTEGER NOT NULL DEFAULT 0,
  subject TEXT NOT NULL,
  internet_message_id TEXT NOT NULL,
  is_draft INTEGER NOT NULL,
  is_read INTEGER NOT NULL,
  has_attachments INTEGER NOT NULL,
  sent_at TEXT NOT NULL,
  received_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  modified_at TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  content_at INTEGER NOT NULL,
  content_bytes INTEGER NOT NULL,
  extended_properties TEXT NOT NULL,
  internet_headers TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS messages_by_folder ON messages (folder, received_at);
CREATE INDEX IF NOT EXISTS messages_by_message_id ON messages (internet_message_id, mailbox);

-- Named properties only: what an app looks its own messages up by. The values of all lie with the message.
CREATE TABLE IF NOT EXISTS named_properties (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE IF NOT EXISTS named_values (
  property INTEGER NOT NULL,
  value_key TEXT NOT NULL,
  message INTEGER NOT NULL,
  PRIMARY KEY (property, value_key, message)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS attachments (
  number INTEGER PRIMARY KEY,
  message INTEGER NOT NULL,
  name TEXT NOT NULL,
  content_type TEXT NOT NULL,
  content_id TEXT,
  is_inline INTEGER NOT NULL,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  content_at INTEGER NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS attachments_by_message ON attachments (message);

-- How far the message log has been indexed, and the numbers that were never given out.
CREATE TABLE IF NOT EXISTS log_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  indexed_bytes INTEGER NOT NULL,
  next_message INTEGER NOT NULL,
  next_attachment INTEGER NOT NULL
) STRICT;
INSERT OR IGNORE INTO log_state VALUES (1, 0, 1, 1);
`
