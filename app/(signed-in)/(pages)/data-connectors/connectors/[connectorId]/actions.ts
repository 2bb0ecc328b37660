'use server'

import { cancelRunCall } from '#lib/server/cancel-run.ts'
import { defineAction } from '#lib/server/define-action.ts'
import { deleteConnectorCall } from '#lib/server/delete-connector.ts'
import { pauseConnectorCall, resumeConnectorCall } from '#lib/server/pause-connector.ts'
import { redriveQuarantineCall } from '#lib/server/redrive-quarantine.ts'
import { webComposition } from '#lib/server/web-composition.ts'

export const pauseConnector = defineAction(pauseConnectorCall(webComposition))

export const resumeConnector = defineAction(resumeConnectorCall(webComposition))

export const deleteConnector = defineAction(deleteConnectorCall(webComposition))

export const cancelRun = defineAction(cancelRunCall(webComposition))

export const redriveQuarantine = defineAction(redriveQuarantineCall(webComposition))
