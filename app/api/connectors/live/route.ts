import { defineStreamRoute } from '#lib/server/define-stream-route.ts'
import { watchConnectors } from '#lib/server/live/live-connectors.ts'

/** What moves of the connectors, as it happens. */
export const POST = defineStreamRoute(watchConnectors)
