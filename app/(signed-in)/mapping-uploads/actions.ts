'use server'

import { defineAction } from '#lib/server/define-action.ts'
import { discardUploadCall } from '#lib/server/mapping-uploads/discard-upload.ts'
import { readUploadAgainCall } from '#lib/server/mapping-uploads/read-upload-again.ts'
import { webComposition } from '#lib/server/web-composition.ts'

export const readMappingUploadAgain = defineAction(readUploadAgainCall(webComposition))
export const discardMappingUpload = defineAction(discardUploadCall(webComposition))
