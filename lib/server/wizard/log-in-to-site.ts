import { type SiteLoginCall, testAndStoreLogin } from '../site-login/test-and-store-login.ts'
import type { WebPorts } from '../web-ports.ts'
import { openDraft } from './open-draft.ts'

/** Next of the wizard's login step. */
export function logInToSiteCall(ports: () => WebPorts): SiteLoginCall {
  return testAndStoreLogin(ports, {
    name: 'connector.log-in-to-site',
    async open(transaction, key) {
      const opened = await openDraft(transaction, key, 'login')
      return opened.ok ? { ok: true, connector: opened.draft } : opened
    },
  })
}
