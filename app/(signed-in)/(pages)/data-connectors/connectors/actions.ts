'use server'

import { defineAction } from '#lib/server/define-action.ts'
import { syncConnectorCall } from '#lib/server/sync-connector.ts'
import { webComposition } from '#lib/server/web-composition.ts'

export const syncConnector = defineAction(syncConnectorCall(webComposition))
