'use server'

import { editAlertRulesCall } from '#lib/server/alerts/edit-alert-rules.ts'
import { defineAction } from '#lib/server/define-action.ts'
import { editAutomaticMappingCall } from '#lib/server/edit-automatic-mapping.ts'
import { editConnectorNameCall } from '#lib/server/edit-connector-name.ts'
import { editConnectorScheduleCall } from '#lib/server/edit-connector-schedule.ts'
import { editCustomMappingCall } from '#lib/server/edit-custom-mapping.ts'
import { editDesignatedMailboxCall } from '#lib/server/edit-designated-mailbox.ts'
import { editItemOptionsCall } from '#lib/server/edit-item-options.ts'
import { editMappingPrecedenceCall } from '#lib/server/edit-mapping-precedence.ts'
import { webComposition } from '#lib/server/web-composition.ts'

export const editName = defineAction(editConnectorNameCall(webComposition))

export const editSchedule = defineAction(editConnectorScheduleCall(webComposition))

export const editAutomaticMapping = defineAction(editAutomaticMappingCall(webComposition))

export const editMappingPrecedence = defineAction(editMappingPrecedenceCall(webComposition))

export const editCustomMapping = defineAction(editCustomMappingCall(webComposition))

export const editDesignatedMailbox = defineAction(editDesignatedMailboxCall(webComposition))

export const editItemOptions = defineAction(editItemOptionsCall(webComposition))

export const editAlertRules = defineAction(editAlertRulesCall(webComposition))
