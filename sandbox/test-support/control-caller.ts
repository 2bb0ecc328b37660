import type { RunningSandbox } from '#sandbox/start-sandbox.ts'

export type ControlCaller = (
  method: string,
  path: string,
  body?: unknown,
) => Promise<{ status: number; json: unknown }>

/** Asks the control API. */
export function createControlCaller(sandbox: RunningSandbox): ControlCaller {
  return async (method, path, body) => {
    const response = await fetch(sandbox.controlUrl + path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, json: await response.json() }
  }
}
