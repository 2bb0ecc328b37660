'use server'

import { defineAction } from '#lib/server/define-action.ts'
import { webComposition } from '#lib/server/web-composition.ts'
import { acceptTermsCall } from '#lib/server/wizard/accept-terms.ts'
import { confirmMappingCall } from '#lib/server/wizard/confirm-mapping.ts'
import { discardDraftCall } from '#lib/server/wizard/discard-draft.ts'
import { finishConnectorCall } from '#lib/server/wizard/finish-connector.ts'
import { keepTypedLoginCall } from '#lib/server/wizard/keep-typed-login.ts'
import { saveReviewCall } from '#lib/server/wizard/save-review.ts'

export const acceptTerms = defineAction(acceptTermsCall(webComposition))

export const keepTypedLogin = defineAction(keepTypedLoginCall(webComposition))

export const confirmMapping = defineAction(confirmMappingCall(webComposition))

export const saveReview = defineAction(saveReviewCall(webComposition))

export const discardDraft = defineAction(discardDraftCall(webComposition))

export const finishConnector = defineAction(finishConnectorCall(webComposition))
