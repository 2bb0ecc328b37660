import type { AlertLedger, AlertRequests, ConnectorToWatch } from './ledger/alert-ledger.ts'
import type { Clock } from './ports/clock.ts'
import type { Log } from './ports/log.ts'

export type WatchPorts = { alerts: AlertLedger; alertJobs: AlertRequests; clock: Clock; log: Log }

/**
 * What happens every minute: each connector's alerts are held against what stands in the ledger, and what waits in the
 * outbox is requested. One connector that cannot be judged does not keep the others from being.
 */
export async function watchAlerts(ports: WatchPorts): Promise<void> {
  let fault: unknown
  for (const connector of await ports.alerts.connectorsToWatch()) {
    try {
      await ports.alerts.judge(connector, ports.clock.now())
    } catch (error) {
      ports.log.warn({ connectorId: connector.connectorId, err: error }, 'alerts could not be judged')
      fault = error
    }
  }
  await requestDueAlerts(ports)
  if (fault) throw fault
}

/** The same for one connector, as soon as something has happened to it. */
export async function watchConnector(ports: WatchPorts, connector: ConnectorToWatch): Promise<void> {
  await ports.alerts.judge(connector, ports.clock.now())
  await requestDueAlerts(ports)
}

async function requestDueAlerts(ports: WatchPorts): Promise<void> {
  for (const key of await ports.alerts.channelsToServe(ports.clock.now())) {
    await ports.alertJobs.deliverAlerts(key)
  }
}
