import { describe, expect, test } from 'vitest'
import { readBoundedJson } from './read-bounded-json.ts'

const post = (body: string) => new Request('http://localhost/', { method: 'POST', body })

describe('the body of a request', () => {
  test('is read as JSON', async () => {
    expect(await readBoundedJson(post('{"a":"王"}'))).toEqual({ a: '王' })
  })

  test('may be empty', async () => {
    expect(await readBoundedJson(new Request('http://localhost/', { method: 'POST' }))).toEqual({})
  })

  test('is nothing when it is no JSON or too long', async () => {
    expect(await readBoundedJson(post('{'))).toBeNull()
    expect(await readBoundedJson(post(`"${'x'.repeat(64 * 1024)}"`))).toBeNull()
  })
})
