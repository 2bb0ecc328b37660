import { encodeText } from './encode-charset.ts'
import {
  accepted,
  type EntryWriter,
  MANIFEST_NAME,
  manifestOf,
  type PackageRecipe,
  refused,
  zipWith,
} from './hostile-package.ts'

/** Manifests that contradict their package, and some that only look odd. */
export function hostileManifests(): PackageRecipe[] {
  const two = (entry: EntryWriter) => [entry('a.eml'), entry('b.eml')]
  const odd = (name: string, about: string, manifest: string) =>
    accepted(name, about, ['a.eml', 'b.eml'], (entry) => zipWith(two(entry), manifest))
  return [
    refused('manifest-missing', 'manifest-missing', 'Messages, and nobody who vouches for them.', (entry) =>
      zipWith(two(entry), null),
    ),
    refused('manifest-twice', 'manifest-missing', 'Two manifests: which one counts?', (entry) =>
      zipWith(
        [...two(entry), { name: 'other.mf', content: Buffer.from(manifestOf(['a.eml', 'b.eml'])) }],
        manifestOf(['a.eml', 'b.eml']),
      ),
    ),
    refused('manifest-count-differs', 'manifest-count-differs', 'The count is one too high.', (entry) =>
      zipWith(two(entry), manifestOf(['a.eml', 'b.eml'], 3)),
    ),
    refused('manifest-without-count', 'manifest-count-differs', 'Names, and no count.', (entry) =>
      zipWith(two(entry), 'a.eml\r\nb.eml\r\n'),
    ),
    refused('manifest-count-is-no-number', 'manifest-count-differs', 'A count in words.', (entry) =>
      zipWith(two(entry), manifestOf(['a.eml', 'b.eml'], 'two')),
    ),
    refused('manifest-names-one-twice', 'manifest-count-differs', 'One name stands twice.', (entry) =>
      zipWith(two(entry), manifestOf(['a.eml', 'b.eml', 'b.eml'], 2)),
    ),
    refused(
      'manifest-names-missing-entry',
      'manifest-names-missing-entry',
      'A message that is listed is not there.',
      (entry) => zipWith(two(entry), manifestOf(['a.eml', 'b.eml', 'c.eml'])),
    ),
    refused(
      'manifest-lists-too-few',
      'entry-not-in-manifest',
      'A message that is there is not listed.',
      (entry) => zipWith(two(entry), manifestOf(['a.eml'])),
    ),
    refused('manifest-empty', 'entry-not-in-manifest', 'A manifest of no bytes.', (entry) =>
      zipWith(two(entry), ''),
    ),
    refused(
      'stranger-in-the-package',
      'entry-not-in-manifest',
      'A file that is no message and not listed.',
      (entry) =>
        zipWith(
          [...two(entry), { name: 'setup.exe', content: Buffer.from('MZ') }],
          manifestOf(['a.eml', 'b.eml']),
        ),
    ),
    refused('entry-empty', 'entry-empty', 'A message of no bytes.', (entry) =>
      zipWith([entry('a.eml'), entry('b.eml', { content: Buffer.alloc(0) })]),
    ),
    refused(
      'manifest-damaged',
      'not-a-zip',
      'The manifest does not have the checksum that the directory says.',
      (entry) =>
        zipWith(
          [
            ...two(entry),
            { name: MANIFEST_NAME, content: Buffer.from(manifestOf(['a.eml', 'b.eml'])), crc32: 1 },
          ],
          null,
        ),
    ),
    odd(
      'manifest-with-byte-order-mark',
      'A byte order mark, and lower case.',
      '\ufeffcount: 2\r\na.eml\r\nb.eml\r\n',
    ),
    odd(
      'manifest-with-line-feeds',
      'LF, blank lines, blanks around names, no last line end.',
      '\n\nCOUNT:2\n  b.eml \n\na.eml',
    ),
    odd(
      'manifest-with-other-fields',
      'Fields that nobody has described.',
      'Manifest-Version: 1.0\r\nCreated-By: TeleMessage\r\nCount: 2\r\na.eml\r\nb.eml\r\n',
    ),
    accepted('no-messages', 'A quiet day.', [], () => zipWith([])),
    accepted(
      'names-in-gbk',
      'Names in GBK, undeclared, in directory and manifest.',
      ['微信.eml'],
      (entry) => {
        const name = encodeText('微信.eml', 'gbk') as Buffer
        return zipWith([entry('', { name, flags: 0 })], Buffer.concat([Buffer.from('Count: 1\r\n'), name]))
      },
    ),
    accepted('names-that-differ-in-case', 'On Windows they would be one file.', ['a.eml', 'A.eml'], (entry) =>
      zipWith([entry('a.eml'), entry('A.eml')]),
    ),
  ]
}
