import { expect, test } from 'vitest'
import { isHostAllowed, isHostListed } from './allowed-hosts.ts'

const SETTINGS = {
  TELEMESSAGE_HOST: 'sftp.telemessage.com',
  TELEMESSAGE_PORT: 22,
  TELEMESSAGE_ALLOWED_HOSTS: 'drop.contoso.example, Backup.contoso.example:2222',
}

test.each([
  ['sftp.telemessage.com', 22, true],
  ['SFTP.TeleMessage.com', 22, true],
  ['sftp.telemessage.com', 6379, false],
  ['drop.contoso.example', 2022, true],
  ['backup.contoso.example', 2222, true],
  ['backup.contoso.example', 22, false],
  ['169.254.169.254', 22, false],
  ['', 22, false],
])('%s:%i may be connected to: %s', (host, port, allowed) => {
  expect(isHostAllowed(SETTINGS, host, port)).toBe(allowed)
})

test('without further hosts only the one of the installation is allowed', () => {
  expect(isHostAllowed({ ...SETTINGS, TELEMESSAGE_ALLOWED_HOSTS: '' }, '', 22)).toBe(false)
})

test.each([
  ['prod-1.westeurope.logic.azure.com', 443, true],
  ['logic.azure.com', 443, false],
  ['.logic.azure.com', 443, false],
  ['evil-logic.azure.com', 443, false],
  ['prod-1.logic.azure.com.evil.example', 443, false],
  ['hooks.contoso.example', 8443, true],
  ['hooks.contoso.example', 443, false],
])('of a list with a star, %s:%i is part: %s', (host, port, listed) => {
  expect(isHostListed(['*.logic.azure.com', 'hooks.contoso.example:8443'], host, port)).toBe(listed)
})
