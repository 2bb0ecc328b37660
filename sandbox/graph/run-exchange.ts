import { setTimeout as wait } from 'node:timers/promises'
import { ClientLeftError } from '#sandbox/http/read-body.ts'
import { faultRefusal, partsOf } from './faults/fault-answer.ts'
import type { FaultPlan } from './faults/fault-plan.ts'
import type { Fault, GraphKnobs } from './faults/graph-knobs.ts'
import type { LateEffects } from './faults/late-effects.ts'
import type { GraphRequest, GraphResponse } from './graph-exchange.ts'
import { toGraphInstant } from './graph-instant.ts'
import { GraphRefusal } from './graph-refusal.ts'
import type { MailboxThrottle } from './limits/mailbox-throttle.ts'
import type { RequestCounters } from './limits/request-counters.ts'

/** What one request, or one part of a batch, is about, once its token and its route are known. */
export type Exchange = {
  route: string
  appId: string
  /** The mailbox whose limits count: its key, and every name that a knob may call it by. */
  mailbox: { key: string; names: readonly string[] } | null
  /** Resource units of the directory; 0 for mail. */
  directoryUnits: number
  makesMessages: boolean
  effect(body: RequestBody): GraphResponse | Promise<GraphResponse>
}

/** How a request ends. `cut` with a response: as much of it as is on its way when the connection breaks. */
export type Outcome =
  | { kind: 'answer'; response: GraphResponse }
  | { kind: 'cut'; response: GraphResponse | null }
  | { kind: 'hang' }

export type ExchangeDependencies = {
  knobs: () => GraphKnobs
  now: () => Date
  newId: () => string
  faults: FaultPlan
  late: LateEffects
  throttle: MailboxThrottle
  counters: RequestCounters
}

export type RequestBody = GraphRequest['body']
export type ReadBody = () => Promise<RequestBody | 'too-large'>

export type ExchangeRunner = (
  given: {
    headers: Readonly<Record<string, string | string[] | undefined>>
    isPart: boolean
    readBody: ReadBody
  },
  /** @throws {GraphRefusal} where token, route or permission are wrong. `named.route` is for the counters. */
  prepare: (named: { route: string }) => Exchange | Promise<Exchange>,
) => Promise<Outcome>

/**
 * Takes a request through what every request goes through: admission by Exchange's limits, the body, planned latency and
 * faults, its effect, and Graph's shape for whatever was refused.
 */
export function createExchangeRunner(dependencies: ExchangeDependencies): ExchangeRunner {
  const { counters, faults, knobs, late, newId, now, throttle } = dependencies

  return async ({ headers, isPart, readBody }, prepare) => {
    const named = { route: 'unknown' }
    const identity = identify(headers, newId())
    let leave: (() => void) | undefined
    let outcome: Outcome
    let mailbox: string | undefined
    try {
      const exchange = await prepare(named)
      mailbox = exchange.mailbox?.key
      if (exchange.makesMessages) counters.create('begins', now().getTime())
      if (exchange.mailbox) leave = throttle.enter(exchange.appId, exchange.mailbox.key)
      if (exchange.directoryUnits > 0) throttle.ask(exchange.appId, exchange.directoryUnits)
      const body = await readBody()
      if (body === 'too-large') {
        throw new GraphRefusal(413, 'RequestEntityTooLarge', 'The maximum request length supported is 4MB.')
      }
      if (exchange.mailbox && body.length > 0)
        throttle.upload(exchange.appId, exchange.mailbox.key, body.length)
      outcome = await carryOut(exchange, body, isPart, identity)
    } catch (error) {
      outcome =
        error instanceof ClientLeftError
          ? { kind: 'cut', response: null }
          : { kind: 'answer', response: toErrorResponse(toRefusal(error), identity, now()) }
    }
    leave?.()
    if (outcome.kind !== 'hang' && outcome.response) {
      outcome.response.headers = { ...identity, ...outcome.response.headers }
    }
    counters.answered(named.route, outcome.kind === 'answer' ? outcome.response.status : outcome.kind, isPart)
    counters.answeredAt(now().getTime())
    const waitSeconds = outcome.kind === 'answer' ? Number(outcome.response.headers?.['retry-after'] ?? 0) : 0
    if (mailbox && waitSeconds > 0) counters.held(mailbox, now().getTime(), waitSeconds * 1000)
    return outcome
  }

  async function carryOut(
    exchange: Exchange,
    body: RequestBody,
    isPart: boolean,
    identity: Record<string, string>,
  ): Promise<Outcome> {
    const { fault, latencyMs, chance } = faults.next(exchange.route, exchange.mailbox?.names ?? [])
    if (latencyMs > 0) await wait(latencyMs)
    if (fault === null) return { kind: 'answer', response: await takeEffect(exchange, body) }
    counters.faulted(fault)
    const { when } = partsOf(fault)
    let response: GraphResponse | null = null
    if (when === 'late') {
      late.schedule(knobs().lateEffectMs, () => void takeEffectLate(exchange, body))
    } else if (when === 'after') {
      response = await takeEffect(exchange, body).catch((error) =>
        toErrorResponse(toRefusal(error), identity, now()),
      )
    }
    return strike(fault, isPart, chance, response)
  }

  async function takeEffect(exchange: Exchange, body: RequestBody): Promise<GraphResponse> {
    const response = await exchange.effect(body)
    if (exchange.makesMessages) counters.create('done', now().getTime())
    return response
  }

  async function takeEffectLate(exchange: Exchange, body: RequestBody): Promise<void> {
    // A request that would have been refused is nobody's business by now.
    await takeEffect(exchange, body).catch(() => undefined)
  }

  function strike(fault: Fault, isPart: boolean, chance: number, response: GraphResponse | null): Outcome {
    const { how } = partsOf(fault)
    if (how === 'Cut' && !isPart) return { kind: 'cut', response: chance < 0.5 ? response : null }
    if (how === 'Hang' && !isPart) return { kind: 'hang' }
    throw faultRefusal(how === 'Cut' || how === 'Hang' ? '504' : how, knobs(), chance)
  }
}

export function toErrorResponse(
  refusal: GraphRefusal,
  identity: Record<string, string>,
  now: Date,
): GraphResponse {
  const headers = { ...identity, ...refusal.headers }
  // A gateway's answer, which may have no body.
  if (refusal.code === '') return { status: refusal.status, headers }
  const innerError = { date: toGraphInstant(now).slice(0, -1), ...identity }
  return {
    status: refusal.status,
    headers,
    body: { error: { code: refusal.code, message: refusal.message, innerError } },
  }
}

function identify(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  requestId: string,
): Record<string, string> {
  const given = headers['client-request-id']
  const clientRequestId = typeof given === 'string' && /^[\w-]{1,64}$/.test(given) ? given : requestId
  return { 'request-id': requestId, 'client-request-id': clientRequestId }
}

/** A bug of the sandbox itself is said as such, so that nobody looks for it in the client. */
function toRefusal(error: unknown): GraphRefusal {
  if (error instanceof GraphRefusal) return error
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return new GraphRefusal(500, 'SandboxFault', `The sandbox failed: ${reason}`)
}
