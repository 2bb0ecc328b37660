import { lockConnector } from '#lib/db/connectors.ts'
import { refuse } from '#lib/domain/action-result.ts'
import { type SiteLoginCall, testAndStoreLogin } from './site-login/test-and-store-login.ts'
import type { WebPorts } from './web-ports.ts'

/** Changes the login of a connector, active or paused: the next run uses it. A draft has the wizard for that. */
export function editSiteLoginCall(ports: () => WebPorts): SiteLoginCall {
  return testAndStoreLogin(ports, {
    name: 'connector.edit-site-login',
    async open(transaction, key) {
      const connector = await lockConnector(transaction, key)
      if (!connector || connector.state === 'draft') return refuse('connector-gone')
      return { ok: true, connector }
    },
  })
}
