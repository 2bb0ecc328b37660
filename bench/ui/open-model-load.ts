import { Agent, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'

const ANSWER_TIMEOUT_MS = 30_000

/**
 * Asks for a page so many times a second, whether or not the last one has been answered: people do not wait for each
 * other, and a server that falls behind is seen to.
 * @returns milliseconds from the moment that each request was due to the last byte of its answer
 */
export async function openModelLoad(load: {
  url: string
  cookie: string
  requestsPerSecond: number
  seconds: number
}): Promise<number[]> {
  const agent = new Agent({ keepAlive: true })
  const startsAt = performance.now()
  const answers: Promise<number>[] = []
  for (let number = 0; number < load.requestsPerSecond * load.seconds; number += 1) {
    const dueAt = startsAt + (number * 1000) / load.requestsPerSecond
    await wait(Math.max(0, dueAt - performance.now()))
    answers.push(askFor(load, agent, dueAt))
  }
  const took = await Promise.all(answers)
  agent.destroy()
  return took
}

export function percentile95(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN
}

function askFor({ url, cookie }: { url: string; cookie: string }, agent: Agent, dueAt: number) {
  return new Promise<number>((done, reject) => {
    const outgoing = request(
      url,
      {
        agent,
        timeout: ANSWER_TIMEOUT_MS,
        headers: { cookie, accept: 'text/html', 'accept-encoding': 'gzip' },
      },
      (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`${url} was answered ${answer.statusCode}.`))
        answer.resume()
        answer.on('end', () => done(performance.now() - dueAt))
        answer.on('error', reject)
      },
    )
    outgoing.on('timeout', () =>
      outgoing.destroy(new Error(`${url} was not answered in ${ANSWER_TIMEOUT_MS} ms.`)),
    )
    outgoing.on('error', reject)
    outgoing.end()
  })
}
