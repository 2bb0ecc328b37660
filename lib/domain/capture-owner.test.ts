import { describe, expect, test } from 'vitest'
import { captureOwnerOf } from './capture-owner.ts'

const owner = (fields: Record<string, string>) =>
  captureOwnerOf({ teleMessage: new Map(Object.entries(fields)) })

describe('the owner of a capture', () => {
  test('is the initiator of the archive, whatever its case', () => {
    expect(owner({ archiveinitiator: ' 8613800138000 ' })).toBe('8613800138000')
    expect(owner({ archiveinitiator: 'Chen.Jing@Contoso.example', archivesource: 'x' })).toBe(
      'chen.jing@contoso.example',
    )
  })

  test('is the source when no initiator is named', () => {
    expect(owner({ archiveinitiator: '', archivesource: 'Device-7' })).toBe('device-7')
  })

  test('is nobody when the message does not say', () => {
    expect(owner({})).toBe('')
  })
})
