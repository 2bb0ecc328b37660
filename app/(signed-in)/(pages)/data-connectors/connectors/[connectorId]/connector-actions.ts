import type { ConnectorActions } from '#components/connector/connector-head.tsx'
import { syncConnector } from '../actions.ts'
import { deleteConnector, pauseConnector, resumeConnector } from './actions.ts'

/** What the commands at the head of a connector's pages do. */
export const CONNECTOR_ACTIONS: ConnectorActions = {
  sync: syncConnector,
  pause: pauseConnector,
  resume: resumeConnector,
  delete: deleteConnector,
}
