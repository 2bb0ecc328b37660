import { appendFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openMessageLog } from './message-log.ts'

let dir: string
let path: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'message-log-'))
  path = join(dir, 'messages.log')
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('what was appended is read back, by a process that opens it later too', () => {
  const first = openMessageLog(path)
  const at = first.append('{"n":1}', [Buffer.from('一'), Buffer.from('two')])
  first.append('{"n":2}', [])
  expect(first.read(at, 6).toString()).toBe('一two')
  first.close()

  const second = openMessageLog(path)
  expect([...second.recordsFrom(0)].map(({ head, contentAt }) => [head, contentAt])).toEqual([
    [{ n: 1 }, at],
    [{ n: 2 }, second.sizeBytes()],
  ])
  second.close()
})

test('a record that a crash left half written is cut off, and the next one follows the last whole one', () => {
  const log = openMessageLog(path)
  log.append('{"n":1}', [Buffer.from('content')])
  const { size } = statSync(path)
  log.close()
  appendFileSync(path, Buffer.from([200, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3]))

  const again = openMessageLog(path)
  expect([...again.recordsFrom(0)]).toHaveLength(1)
  expect(again.sizeBytes()).toBe(size)
  again.append('{"n":2}', [])
  expect([...again.recordsFrom(0)].map(({ head }) => head)).toEqual([{ n: 1 }, { n: 2 }])
  again.close()
})
