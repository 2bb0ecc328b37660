import type { IncomingMessage } from 'node:http'
import type { KnobGroup } from './knob-group.ts'

/** A request to the control API, its body already parsed; undefined when it had none. */
export type ControlRequest = { path: Readonly<Record<string, string>>; query: URLSearchParams; body: unknown }

export type ControlAnswer = { status: number; json: unknown } | { status: number; page: string }

/**
 * A path is literal segments and `:parameters`, as `/site/uploads/:name`. A handler may throw a ZodError (answered 400,
 * with what is wrong) or a ControlRefusal.
 */
export type ControlRoute = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  handle(request: ControlRequest): ControlAnswer | Promise<ControlAnswer>
}

/** What a stand-in adds to the control API: `startSandbox` lists them. */
export type ControlPlugin = {
  routes?: readonly ControlRoute[]
  /** Everything at or below a path, as `/site`, by a stand-in that reads its requests itself. */
  below?: {
    prefix: string
    answer(request: IncomingMessage, path: string): Promise<ControlAnswer>
  }
  /** Each under its name in `/knobs`, and alone at `/knobs/{name}`. */
  knobs?: readonly KnobGroup[]
  /** Merged into `GET /counters`. */
  counters?(): Record<string, unknown>
  /** Part of `POST /reset`: forgets what was counted and ends what is under way. Knobs are reset by the control itself. */
  reset?(options: { mailboxes: boolean }): void | Promise<void>
}

/** An expected refusal, with its HTTP status. */
export class ControlRefusal extends Error {
  readonly code = 'control_refused'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'ControlRefusal'
    this.status = status
  }
}
