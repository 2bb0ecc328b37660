import { describe, expect, test } from 'vitest'
import { isSameOrigin } from './same-origin.ts'

const appUrl = 'https://archive.contoso.example/'
const ours = 'https://archive.contoso.example'

describe('a request', () => {
  test.each([
    ['with our origin', { origin: ours }, true],
    ['with our origin, sent by our page', { origin: ours, 'sec-fetch-site': 'same-origin' }, true],
    ['of another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, false],
    ['of a sibling host', { origin: 'https://other.contoso.example' }, false],
    ['with our host over http', { origin: 'http://archive.contoso.example' }, false],
    ['with our host and another port', { origin: `${ours}:8443` }, false],
    ['with the origin "null"', { origin: 'null' }, false],
    ['that a browser calls cross-site', { origin: ours, 'sec-fetch-site': 'cross-site' }, false],
    ['that says nothing at all', {}, false],
    ['without origin, sent by our page', { 'sec-fetch-site': 'same-origin' }, false],
  ])('%s', (_, headers, expected) => {
    expect(isSameOrigin(new Headers(headers), { appUrl, originRequired: true })).toBe(expected)
  })

  test('that only reads may prove itself by Sec-Fetch-Site alone', () => {
    const fetched = new Headers({ 'sec-fetch-site': 'same-origin' })
    expect(isSameOrigin(fetched, { appUrl, originRequired: false })).toBe(true)
    expect(isSameOrigin(new Headers(), { appUrl, originRequired: false })).toBe(false)
  })
})
