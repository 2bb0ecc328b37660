import { expect, test } from 'vitest'
import { readJsonLines } from './read-json-lines.ts'

test('lines that arrive in pieces come out whole, a character cut in two as well', async () => {
  const bytes = new TextEncoder().encode('{"step":"微信"}\n{"step":2}\n{"cut')
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte))
      controller.close()
    },
  })
  const lines: unknown[] = []
  for await (const line of readJsonLines(body)) lines.push(line)
  expect(lines).toEqual([{ step: '微信' }, { step: 2 }])
})
