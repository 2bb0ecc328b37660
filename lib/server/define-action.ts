import 'server-only'
import { headers } from 'next/headers'
import type { z } from 'zod'
import type { ActionResult } from '#lib/domain/action-result.ts'
import { type CallDefinition, guardCall } from './guard-call.ts'
import { guardPorts } from './guard-ports.ts'
import { isSameOrigin } from './same-origin.ts'
import { findSessionCaller } from './session-caller.ts'
import { webComposition } from './web-composition.ts'

/** Makes a server action. Every export of a 'use server' file is made by this; a test sees to it. */
export function defineAction<Schema extends z.ZodType, T>(definition: CallDefinition<Schema, T>) {
  return async (input: z.input<Schema>): Promise<ActionResult<T>> => {
    const caller = await findSessionCaller()
    const appUrl = webComposition().env.NEXTAUTH_URL
    const isOurOrigin = isSameOrigin(await headers(), { appUrl, originRequired: true })
    return guardCall(definition, { caller, isOurOrigin, input }, guardPorts())
  }
}
