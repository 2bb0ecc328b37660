import { describe, expect, test } from 'vitest'
import {
  CONNECTOR_PAGE_SIZE,
  connectorQueryString,
  isColumnShown,
  type ListedConnector,
  queryConnectors,
} from './connector-list.ts'
import { readConnectorQuery } from './connector-query.ts'

const row = (name: string, more: Partial<ListedConnector> = {}): ListedConnector => ({
  name,
  typeName: 'WeChat Archiver',
  status: { kind: 'completed' },
  hasWarnings: false,
  lastRun: null,
  quarantinedCount: 0,
  nextRunAt: null,
  ...more,
})

const CONNECTORS = [
  row('Singapore desk', { status: { kind: 'completed-with-problems' } }),
  row('Legal 法务', { status: { kind: 'paused' } }),
  row('Contoso China', { status: { kind: 'importing', stage: 'delivering', percent: 62 } }),
  row('APAC', { status: { kind: 'failed' } }),
  row('Treasury', { hasWarnings: true, quarantinedCount: 4 }),
]

const ask = (params: Record<string, unknown>) =>
  queryConnectors([...CONNECTORS], readConnectorQuery(params), 'en-GB')
const names = (params: Record<string, unknown>) => ask(params).rows.map(({ name }) => name)

describe('the list of connectors', () => {
  test('begins with what needs attention', () => {
    expect(names({})).toEqual(['APAC', 'Singapore desk', 'Treasury', 'Contoso China', 'Legal 法务'])
  })

  test('finds names and types, whatever their case', () => {
    expect(names({ q: ' CHINA ' })).toEqual(['Contoso China'])
    expect(names({ q: '法务' })).toEqual(['Legal 法务'])
    expect(names({ q: 'wechat' })).toHaveLength(5)
    expect(ask({ q: 'nothing of it' })).toMatchObject({ rows: [], total: 0, page: 1, pageCount: 1 })
  })

  test('counts for each filter what the search found', () => {
    expect(ask({}).counts).toMatchObject({ all: 5, attention: 3, importing: 1, completed: 1, paused: 1 })
    expect(ask({ q: 'apac' }).counts).toMatchObject({ all: 1, attention: 1, paused: 0 })
    expect(names({ filter: 'paused' })).toEqual(['Legal 法务'])
  })

  test('sorts both ways', () => {
    expect(names({ sort: 'name' })[0]).toBe('APAC')
    expect(names({ sort: 'name', order: 'desc' })[0]).toBe('Treasury')
    expect(names({ sort: 'quarantine', order: 'desc' })[0]).toBe('Treasury')
  })

  test('sorts names by the alphabet of the language, and numbers in them as numbers', () => {
    const named = (list: string[], locale: string) =>
      queryConnectors(
        list.map((name) => row(name)),
        readConnectorQuery({ sort: 'name' }),
        locale,
      ).rows.map(({ name }) => name)
    expect(named(['Öst', 'Zürich', 'Ångström'], 'sv-SE')).toEqual(['Zürich', 'Ångström', 'Öst'])
    expect(named(['Öst', 'Zürich', 'Ångström'], 'en-GB')).toEqual(['Ångström', 'Öst', 'Zürich'])
    expect(named(['张', '李', '王'], 'zh-CN')).toEqual(['李', '王', '张'])
    expect(named(['Desk 10', 'Desk 9'], 'en-GB')).toEqual(['Desk 9', 'Desk 10'])
  })

  test('stays on its last page when the address asks for one beyond', () => {
    const many = Array.from({ length: CONNECTOR_PAGE_SIZE + 1 }, (_, index) => row(`Connector ${index}`))
    const found = queryConnectors(many, readConnectorQuery({ page: '9' }), 'en-GB')
    expect(found).toMatchObject({ page: 2, pageCount: 2, total: CONNECTOR_PAGE_SIZE + 1 })
    expect(found.rows).toHaveLength(1)
  })
})

describe('the address of the list', () => {
  test('that says nonsense says nothing', () => {
    const nonsense = { q: ['a', 'b'], filter: 'red', sort: 'x', order: '1', page: '-3' }
    expect(readConnectorQuery(nonsense)).toEqual(readConnectorQuery({}))
  })

  test('keeps only what is not as always, and goes to the first page when something else changes', () => {
    const query = readConnectorQuery({ q: 'a&b', page: '3' })
    expect(connectorQueryString(query, { filter: 'paused' })).toBe('?q=a%26b&filter=paused')
    expect(connectorQueryString(query, { q: '' })).toBe('')
    expect(connectorQueryString(query, { page: 2 })).toBe('?q=a%26b&page=2')
  })
})

test('columns that are left out are in the address, and unknown ones are not', () => {
  const query = readConnectorQuery({ hide: 'next-run,nothing,freshness' })
  expect(query.hide).toBe('freshness,next-run')
  expect(isColumnShown(query, 'freshness')).toBe(false)
  expect(isColumnShown(query, 'last-run')).toBe(true)
  expect(connectorQueryString(query, {})).toBe('?hide=freshness%2Cnext-run')
  expect(connectorQueryString(query, { hide: '' })).toBe('')
})
