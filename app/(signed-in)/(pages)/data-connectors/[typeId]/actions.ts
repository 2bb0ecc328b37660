'use server'

import { confirmPrerequisiteCall } from '#lib/server/confirm-prerequisite.ts'
import { defineAction } from '#lib/server/define-action.ts'
import { webComposition } from '#lib/server/web-composition.ts'
import { discardDraftCall } from '#lib/server/wizard/discard-draft.ts'
import { startDraftCall } from '#lib/server/wizard/start-draft.ts'

export const startDraft = defineAction(startDraftCall(webComposition))

export const discardDraft = defineAction(discardDraftCall(webComposition))

export const confirmPrerequisite = defineAction(confirmPrerequisiteCall())
