import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { EnvironmentError, parseEnvironment, VARIABLE_NAMES } from './env.ts'

const PROJECT = join(import.meta.dirname, '../..')
const example = readFileSync(join(PROJECT, '.env.example'), 'utf8')
const manual = readFileSync(join(PROJECT, 'docs/connecting-a-tenant.md'), 'utf8')

/** `NAME=value`, also where it is commented out because its default is right for most. */
const lines = example
  .split('\n')
  .map((line) => /^(# )?([A-Z][A-Z0-9_]+)=(.*)$/.exec(line))
  .filter((match) => match !== null)
  .map(([, comment, name = '', value = '']) => ({ isCommented: comment !== undefined, name, value }))

/** What the operator has to think of; the rest of .env.example stands as it is. */
const filledIn = {
  NEXTAUTH_SECRET: 'x'.repeat(48),
  ENTRA_TENANT_ID: '6f2b8a1e-3c4d-4e5f-8a9b-0c1d2e3f4a5b',
  ENTRA_CLIENT_ID: '11111111-2222-4333-8444-555555555555',
  ENTRA_CLIENT_SECRET: 'the-secret',
  AZURE_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true',
  SECRET_KEYS: `key1:${randomBytes(32).toString('base64')}`,
}

describe('.env.example', () => {
  test('has every variable that the app reads, once, and no other', () => {
    expect(lines.map(({ name }) => name).sort()).toEqual([...VARIABLE_NAMES].sort())
  })

  test('is a working configuration when the empty ones are filled in', () => {
    const asItStands = Object.fromEntries(lines.map(({ name, value }) => [name, value]))
    expect(() => parseEnvironment({ ...asItStands, ...filledIn })).not.toThrow()
  })

  test('shows the default of each variable that is commented out', () => {
    const required = {
      ...filledIn,
      DATABASE_URL: 'postgresql://app:app@db.example/archive',
      NEXTAUTH_URL: 'https://archive.contoso.example',
    }
    const defaults: Record<string, unknown> = parseEnvironment(required)
    const shown = lines.filter(({ isCommented, value }) => isCommented && value !== '')
    expect(shown.length).toBeGreaterThan(0)
    for (const { name, value } of shown) expect({ [name]: value }).toEqual({ [name]: String(defaults[name]) })
  })
})

test('the manual for a real tenant explains every variable', () => {
  expect(VARIABLE_NAMES.filter((name) => !manual.includes(`\`${name}\``))).toEqual([])
})

test('an environment that is not complete is refused with the names of all that is wrong, and no value', () => {
  const wrong = {
    ENTRA_TENANT_ID: 'not-a-guid',
    GRAPH_URL: 'http://graph.example',
    DATABASE_URL: 'secret-value',
  }
  const attempt = () => parseEnvironment(wrong)
  expect(attempt).toThrow(EnvironmentError)
  expect(attempt).toThrow(/DATABASE_URL[\s\S]*ENTRA_TENANT_ID[\s\S]*GRAPH_URL/)
  expect(attempt).not.toThrow(/secret-value/)
})

test('a certificate may stand in one line, as files of variables want it', () => {
  const standing = {
    ...Object.fromEntries(lines.filter((one) => !one.isCommented).map((one) => [one.name, one.value])),
    ...filledIn,
  }
  const pem = '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n'
  const inOneLine = pem.replaceAll('\n', String.raw`\n`)
  for (const given of [pem, inOneLine])
    expect(parseEnvironment({ ...standing, ENTRA_CLIENT_CERTIFICATE: given }).ENTRA_CLIENT_CERTIFICATE).toBe(
      pem,
    )
})
