'use server'

import { defineAction } from '#lib/server/define-action.ts'
import { webComposition } from '#lib/server/web-composition.ts'
import { startDraftCall } from '#lib/server/wizard/start-draft.ts'

export const startDraft = defineAction(startDraftCall(webComposition))
