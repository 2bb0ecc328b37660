'use server'

import { acknowledgeWaitingCall } from '#lib/server/acknowledge-waiting.ts'
import { defineAction } from '#lib/server/define-action.ts'
import { listWaitingItemsCall } from '#lib/server/list-waiting-items-call.ts'
import { readRedriveProgressCall } from '#lib/server/read-redrive-progress.ts'
import { webComposition } from '#lib/server/web-composition.ts'

export const acknowledgeWaiting = defineAction(acknowledgeWaitingCall(webComposition))

export const listWaitingItems = defineAction(listWaitingItemsCall(webComposition))

export const readRedriveProgress = defineAction(readRedriveProgressCall(webComposition))
