import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CONTOSO_PEOPLE, mappingFor } from '#sandbox/generator/day-people.ts'
import type { MessageTruth } from '#sandbox/generator/day-truth.ts'
import { type GeneratedMessage, generateDay } from '#sandbox/generator/generate-day.ts'
import type { SeededRandom } from '#sandbox/generator/seeded-random.ts'
import { makePackage, type PackageEntrySource } from '#sandbox/telemessage/make-package.ts'
import type { Installation } from '../installation/start-installation.ts'

/** What the site of one run shows, and when. */
export type SitePlan = {
  /** What is true of each message, by the archive id that all of its exports carry. */
  truth: ReadonlyMap<string, MessageTruth>
  mapping: { externalId: string; mailbox: string }[]
  /** Puts what is there from the beginning into the site's folder. */
  open(): Promise<void>
  /** What happens at the site during the run, in this order. */
  events: { what: string; happen: () => Promise<void> }[]
}

const LAST_DAY = Date.parse('2026-11-20T00:00:00Z')
const DAY_MS = 24 * 60 * 60 * 1000
const LARGEST_GROUP = 40

/**
 * Two days of conversations, in packages that are there at once, appear later, are exported anew, and get other bytes
 * under their name.
 */
export function planSite(
  { control, packagesDir }: Pick<Installation, 'control' | 'packagesDir'>,
  random: SeededRandom,
  messagesPerDay: number,
): SitePlan {
  const last = LAST_DAY - random.integer(0, 300) * DAY_MS
  const days = [last - DAY_MS, last].map((time) => new Date(time).toISOString().slice(0, 10))
  const [first = [], second = []] = days.map((date) =>
    generateDay({
      seed: random.hex(8),
      date,
      scale: { messages: messagesPerDay, largestGroup: LARGEST_GROUP },
    }),
  )
  const packedAt = new Date(last + DAY_MS)
  const names: string[] = []
  const pack = async (messages: GeneratedMessage[]) => {
    const path = await makePackage(packagesDir, messages.map(toEntry), packedAt)
    const name = path.slice(packagesDir.length + 1)
    names.push(name)
    return name
  }
  const half = Math.floor(second.length / 2)
  const [early, late] = [second.slice(0, half), second.slice(half)]
  const reExport = { number: random.integer(0, 1), seed: random.hex(4) }
  return {
    truth: new Map([...first, ...second].map(({ truth }) => [truth.archiveMessageId, truth])),
    mapping: mappingFor(CONTOSO_PEOPLE),
    async open() {
      await pack(first.slice(0, Math.floor(first.length / 2)))
      await pack(first.slice(Math.floor(first.length / 2)))
      await pack(early)
    },
    events: [
      {
        what: 'a package appears',
        happen: async () => {
          await pack(late)
        },
      },
      {
        what: 'a package is exported anew',
        happen: async () => {
          await control('POST', '/site/re-exports', { package: names[reExport.number], seed: reExport.seed })
        },
      },
      {
        what: 'a package gets other bytes',
        happen: async () => {
          // All of the day: what it had, and what had come in a package of its own.
          const whole = await makePackage(join(packagesDir, '../unseen'), second.map(toEntry), packedAt)
          await control('POST', '/site/replacements', {
            package: names[2],
            contentBase64: (await readFile(whole)).toString('base64'),
            mode: 'rename',
          })
        },
      },
    ],
  }
}

function toEntry({ name, eml }: GeneratedMessage): PackageEntrySource {
  return { name, content: eml }
}
