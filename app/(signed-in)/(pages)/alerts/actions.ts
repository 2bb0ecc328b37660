'use server'

import { markAlertsReadCall } from '#lib/server/alerts/mark-alerts-read.ts'
import { retryAlertsCall } from '#lib/server/alerts/retry-alerts.ts'
import {
  removeAlertChannelCall,
  saveEmailChannelCall,
  saveTeamsChannelCall,
  saveWebhookChannelCall,
} from '#lib/server/alerts/save-alert-channel.ts'
import { testAlertChannelCall } from '#lib/server/alerts/test-alert-channel.ts'
import { defineAction } from '#lib/server/define-action.ts'
import { webComposition } from '#lib/server/web-composition.ts'

export const markAlertsRead = defineAction(markAlertsReadCall(webComposition))

export const retryAlerts = defineAction(retryAlertsCall(webComposition))

export const saveEmailChannel = defineAction(saveEmailChannelCall(webComposition))

export const saveWebhookChannel = defineAction(saveWebhookChannelCall(webComposition))

export const saveTeamsChannel = defineAction(saveTeamsChannelCall(webComposition))

export const removeAlertChannel = defineAction(removeAlertChannelCall(webComposition))

export const testAlertChannel = defineAction(testAlertChannelCall(webComposition))
