import { expect, test } from 'vitest'
import { isSameConnectorName, proposeConnectorName } from './wizard-connector-name.ts'

test('names that differ in case or blanks only are the same', () => {
  expect(isSameConnectorName('WeChat Archiver', ' wechat  ARCHIVER ')).toBe(true)
  expect(isSameConnectorName('WeChat Archiver', 'WeChat Archiver 2')).toBe(false)
})

test.each([
  [[], 'WeChat Archiver'],
  [['Something else'], 'WeChat Archiver'],
  [['wechat archiver'], 'WeChat Archiver 2'],
  [['WeChat Archiver', 'WeChat Archiver 3', 'WeChat Archiver 2'], 'WeChat Archiver 4'],
])('beside %j a new connector is proposed to be called %s', (taken, proposed) => {
  expect(proposeConnectorName('WeChat Archiver', taken)).toBe(proposed)
})
