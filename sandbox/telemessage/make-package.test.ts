import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import yauzl from 'yauzl'
import { findMessages } from './find-messages.ts'
import { makePackage } from './make-package.ts'

const NOW = new Date('2026-11-22T10:30:15Z')

let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'package-test-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

describe('a package', () => {
  test('is named as TeleMessage names its own, and its manifest counts and names every message', async () => {
    const path = await makePackage(dir, [entry('a.eml', 'one'), entry('消息.eml', 'two')], NOW)
    expect(basename(path)).toBe('202611220000-TeleMessage_1_20261122103015.zip')
    expect(await unzip(path)).toEqual({
      'a.eml': 'one',
      '消息.eml': 'two',
      '202611220000-TeleMessage_1_20261122103015.mf': 'Count: 2\r\na.eml\r\n消息.eml\r\n',
    })
  })

  test('takes the next number when one of that second is there', async () => {
    const first = await makePackage(dir, [entry('a.eml', 'one')], NOW)
    const second = await makePackage(dir, [entry('a.eml', 'one')], NOW)
    expect(basename(second)).toBe('202611220000-TeleMessage_2_20261122103015.zip')
    expect(await readdir(dir)).toEqual([basename(first), basename(second)].sort())
  })

  test('leaves nothing behind when a message cannot be read', async () => {
    const missing = { name: 'a.eml', content: { path: join(dir, 'missing.eml') } }
    await expect(makePackage(join(dir, 'out'), [missing], NOW)).rejects.toThrow(/ENOENT/)
    expect(await readdir(join(dir, 'out'))).toEqual([])
  })
})

describe('messages of a folder', () => {
  test('are the files that look like e-mail, wherever they lie, under names of their own', async () => {
    await mkdir(join(dir, 'a/b'), { recursive: true })
    for (const [path, content] of Object.entries({
      'one.eml': 'x',
      'a/one.eml': 'x',
      'a-one.eml': 'x',
      'a/two.RAW': 'x',
      'a/b/three': 'x',
      'a/b/四.txt': 'x',
      'a/empty.eml': '',
      'a/picture.png': 'x',
      '.hidden.eml': 'x',
      'README.txt': 'x',
      LICENSE: 'x',
    })) {
      await writeFile(join(dir, path), content)
    }
    const names = (await findMessages(dir)).map((found) => found.name)
    expect(names).toEqual(['a-one.eml', 'a-b-three.eml', 'a-b-_.eml', 'a-one-2.eml', 'a-two.eml', 'one.eml'])
  })

  test('of a folder without any are none', async () => {
    expect(await findMessages(dir)).toEqual([])
  })
})

function entry(name: string, text: string) {
  return { name, content: Buffer.from(text) }
}

async function unzip(path: string): Promise<Record<string, string>> {
  const zip = await yauzl.openPromise(path)
  const found: Record<string, string> = {}
  for await (const file of zip.eachEntry()) {
    const chunks: Buffer[] = []
    for await (const chunk of await zip.openReadStreamPromise(file)) chunks.push(chunk as Buffer)
    found[file.fileName] = Buffer.concat(chunks).toString('utf8')
  }
  return found
}
