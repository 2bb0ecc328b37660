import { describe, expect, test } from 'vitest'
import { knownRoles, may } from './roles.ts'

describe('a role', () => {
  test('Data Connector Admin may look and change', () => {
    expect(may(['DataConnector.Admin'], 'read')).toBe(true)
    expect(may(['DataConnector.Admin'], 'manage')).toBe(true)
  })

  test('Data Connector Reader may only look', () => {
    expect(may(['DataConnector.Reader'], 'read')).toBe(true)
    expect(may(['DataConnector.Reader'], 'manage')).toBe(false)
  })

  test('nobody may anything without a role', () => {
    expect(may([], 'read')).toBe(false)
  })

  test('roles of other apps, and roles that only look alike, are left out', () => {
    expect(knownRoles(['Exchange.Admin', 'dataconnector.admin', 'DataConnector.Reader'])).toEqual([
      'DataConnector.Reader',
    ])
  })
})
