import { describe, expect, test } from 'vitest'
import { parseManifest, refuseManifest } from './package-manifest.ts'

const entry = (name: string, sizeBytes = 10) => ({ name, sizeBytes })
const reasonFor = (text: string, ...entries: { name: string; sizeBytes: number }[]) =>
  refuseManifest(parseManifest(text), entries)?.reason ?? 'accepted'

describe('the manifest of a package', () => {
  test('is read with any line ends, blank lines, a byte order mark, and Count anywhere in any case', () => {
    const expected = { count: 2, names: ['a.eml', 'b.eml'] }
    for (const text of [
      'Count: 2\na.eml\nb.eml\n',
      '\ufeffCOUNT:2\r\n\r\na.eml\r\nb.eml',
      'a.eml\rb.eml\rcount = 2\r',
      'Manifest-Version: 1.0\nCreated: 2026-11-22 05:00\nCount: 2\n  a.eml  \nb.eml',
    ]) {
      expect(parseManifest(text)).toEqual(expected)
    }
  })

  test('may list a message whose name looks like a field', () => {
    expect(parseManifest('Count: 1\nre: hello.eml').names).toEqual(['re: hello.eml'])
  })

  test('is accepted when count, names and content agree, for no messages too', () => {
    expect(reasonFor('Count: 2\nb.eml\na.eml', entry('a.eml'), entry('b.eml'))).toBe('accepted')
    expect(reasonFor('Count: 0\n')).toBe('accepted')
  })

  test('is refused when it lists what is not there', () => {
    expect(reasonFor('Count: 1\na.eml')).toBe('manifest-names-missing-entry')
  })

  test('is refused when a message is there that it does not list', () => {
    expect(reasonFor('Count: 1\na.eml', entry('a.eml'), entry('b.eml'))).toBe('entry-not-in-manifest')
  })

  test('is refused when a message is empty', () => {
    expect(reasonFor('Count: 1\na.eml', entry('a.eml', 0))).toBe('entry-empty')
  })

  test('is refused when its count is wrong, missing, or a name stands twice', () => {
    expect(reasonFor('Count: 3\na.eml', entry('a.eml'))).toBe('manifest-count-differs')
    expect(reasonFor('a.eml', entry('a.eml'))).toBe('manifest-count-differs')
    expect(reasonFor('Count: 1\na.eml\na.eml', entry('a.eml'))).toBe('manifest-count-differs')
  })
})
