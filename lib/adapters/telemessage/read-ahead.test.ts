import { type FileHandle, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createReadAhead } from './read-ahead.ts'

const CONTENT = Buffer.from(Array.from({ length: 1_000 }, (_, index) => index % 251))
let folder: string
let file: FileHandle

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-ahead-'))
  await writeFile(join(folder, 'content'), CONTENT)
  file = await open(join(folder, 'content'))
})
afterAll(async () => {
  await file.close()
  await rm(folder, { recursive: true })
})

test('gives what the file holds, in whatever order it is asked for', async () => {
  const reads = fc.array(fc.record({ position: fc.nat(1_100), length: fc.nat(90) }), { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(reads, async (wanted) => {
      const readAt = createReadAhead(file, 64)
      for (const { position, length } of wanted)
        expect(await readAt(position, length)).toEqual(CONTENT.subarray(position, position + length))
    }),
  )
})

test('asks the disk once for neighbours, and for no more than was wanted for strangers', async () => {
  const asked: number[] = []
  const counting = {
    read: (buffer: Buffer, offset: number, length: number, position: number) => {
      asked.push(length)
      return file.read(buffer, offset, length, position)
    },
  } as unknown as FileHandle
  const inOrder = createReadAhead(counting, 200)
  for (let position = 0; position < 200; position += 10) await inOrder(position, 15)
  expect(asked).toEqual([15, 200])
  asked.length = 0
  const hereAndThere = createReadAhead(counting, 200)
  for (const position of [500, 100, 800, 300]) await hereAndThere(position, 15)
  expect(asked).toEqual([15, 15, 15, 15])
})
