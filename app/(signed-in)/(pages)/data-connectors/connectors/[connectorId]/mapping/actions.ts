'use server'

import { defineAction } from '#lib/server/define-action.ts'
import { editMappingRowsCall } from '#lib/server/user-mappings/edit-mapping-rows.ts'
import { readMappingEffectCall } from '#lib/server/user-mappings/read-mapping-effect.ts'
import { rollBackMappingCall } from '#lib/server/user-mappings/roll-back-mapping.ts'
import { webComposition } from '#lib/server/web-composition.ts'

export const editMappingRows = defineAction(editMappingRowsCall(webComposition))

export const rollBackMapping = defineAction(rollBackMappingCall(webComposition))

export const readMappingEffect = defineAction(readMappingEffectCall(webComposition))
