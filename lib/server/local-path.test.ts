import { expect, test } from 'vitest'
import { toLocalPath } from './local-path.ts'

test.each([
  ['/data-connectors/connectors?page=2', '/data-connectors/connectors?page=2'],
  ['https://archive.contoso.example/data-connectors/connectors?page=2', '/data-connectors/connectors?page=2'],
  ['https://evil.example/', '/data-connectors'],
  ['https://archive.contoso.example.evil.example/', '/data-connectors'],
  ['https://archive.contoso.example@evil.example/', '/data-connectors'],
  ['http://archive.contoso.example/', '/data-connectors'],
  ['//evil.example', '/data-connectors'],
  ['/\\evil.example', '/data-connectors'],
  ['javascript:alert(1)', '/data-connectors'],
  [undefined, '/data-connectors'],
  [['/a', '/b'], '/data-connectors'],
])('after sign-in, %j leads to %s', (wanted, path) => {
  expect(toLocalPath(wanted, 'https://archive.contoso.example')).toBe(path)
})
