'use server'

import { defineAction } from '#lib/server/define-action.ts'
import { muteSilenceCall, unmuteSilenceCall } from '#lib/server/mute-silence.ts'
import { webComposition } from '#lib/server/web-composition.ts'

export const muteSilence = defineAction(muteSilenceCall(webComposition))

export const unmuteSilence = defineAction(unmuteSilenceCall(webComposition))
