import { mkdir, open, readdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { makePackage } from '#sandbox/telemessage/make-package.ts'
import { CONTOSO_PEOPLE, mappingFor } from './day-people.ts'
import { type GeneratedMessage, generateDay } from './generate-day.ts'
import { hostileMessages } from './hostile-messages.ts'
import { writeHostilePackages } from './hostile-packages.ts'
import type { GenerateOptions } from './read-generate-options.ts'

export type WrittenDays =
  | {
      ok: true
      packages: number
      messages: number
      packagesDir: string
      truthPath: string
      mappingPath: string
    }
  | { ok: false; message: string }

/** TeleMessage starts a new ZIP at a number of messages of its own. */
const MESSAGES_PER_PACKAGE = 2_000
const DAY_MS = 24 * 60 * 60 * 1000
/** A day is packed the next morning, when threads have been sent. */
const PACKED_AFTER_MS = DAY_MS + 5.5 * 60 * 60 * 1000

/** Writes packages, their truth and the user mapping into a folder that has no packages yet. */
export async function writeGeneratedDays(
  options: GenerateOptions,
  messagesPerPackage = MESSAGES_PER_PACKAGE,
): Promise<WrittenDays> {
  const packagesDir = join(options.outDir, 'packages')
  await mkdir(packagesDir, { recursive: true })
  // Numbers in the names depend on what is there: the same seed would give other names.
  if ((await readdir(packagesDir)).length > 0) {
    return { ok: false, message: `${packagesDir} is not empty. Name another folder, or empty it.` }
  }
  const mapping = mappingFor(CONTOSO_PEOPLE)
  const mappingPath = join(options.outDir, 'mapping.csv')
  await writeFile(mappingPath, toCsv(mapping))

  const truthPath = join(options.outDir, 'truth.json')
  const truth = await open(truthPath, 'w')
  try {
    await truth.write(`{"seed":${JSON.stringify(options.seed)},"mapping":${JSON.stringify(mapping)},"days":[`)
    const counts = { packages: 0, messages: 0 }
    for (const [index, date] of datesOf(options).entries()) {
      const day = generateDay({ seed: options.seed, date, scale: { messages: options.messagesPerDay } })
      const packages = await writeDay(packagesDir, date, day, messagesPerPackage)
      // Day by day: a year of busy days is longer than a string can be.
      await truth.write(`${index === 0 ? '' : ','}\n${JSON.stringify({ date, packages })}`)
      counts.packages += packages.length
      counts.messages += day.length
    }
    const hostile = options.hasHostile ? await writeHostile(packagesDir, options.lastDay) : null
    await truth.write(`\n],"hostile":${JSON.stringify(hostile)}}\n`)
    if (hostile) {
      counts.packages += hostile.packages.length + 1
      counts.messages += hostile.messages.length
    }
    return { ok: true, ...counts, packagesDir, truthPath, mappingPath }
  } finally {
    await truth.close()
  }
}

function datesOf({ lastDay, days }: GenerateOptions): string[] {
  const last = Date.parse(`${lastDay}T00:00:00Z`)
  return Array.from({ length: days }, (_, index) =>
    new Date(last - (days - 1 - index) * DAY_MS).toISOString().slice(0, 10),
  )
}

function packedAt(date: string): Date {
  return new Date(Date.parse(`${date}T00:00:00Z`) + PACKED_AFTER_MS)
}

async function writeDay(
  packagesDir: string,
  date: string,
  day: readonly GeneratedMessage[],
  messagesPerPackage: number,
) {
  const packages: { fileName: string; messages: GeneratedMessage['truth'][] }[] = []
  for (let start = 0; start < day.length; start += messagesPerPackage) {
    const part = day.slice(start, start + messagesPerPackage)
    const entries = part.map(({ name, eml }) => ({ name, content: eml }))
    const path = await makePackage(packagesDir, entries, packedAt(date))
    packages.push({ fileName: basename(path), messages: part.map((message) => message.truth) })
  }
  return packages
}

/** All hostile messages in one package of its own, and every hostile package under its name. */
async function writeHostile(packagesDir: string, date: string) {
  const packable = hostileMessages(date).filter((message) => message.expected !== 'package-refused')
  const entryName = (name: string) => `${name}.eml`
  const path = await makePackage(
    packagesDir,
    packable.map((message) => ({ name: entryName(message.name), content: message.eml })),
    packedAt(date),
  )
  const packages = await writeHostilePackages(packagesDir, date)
  return {
    packageOfMessages: basename(path),
    messages: packable.map(({ name, expected, reason, mailboxes, about }) => ({
      name: entryName(name),
      expected,
      reason,
      mailboxes,
      about,
    })),
    packages: packages.map(({ path: written, name: _name, ...described }) => ({
      fileName: basename(written),
      ...described,
    })),
  }
}

/** TeleMessage's headings for the columns; numbers without "+", as on its own page. */
function toCsv(mapping: readonly { externalId: string; mailbox: string }[]): string {
  const rows = mapping.map(({ externalId, mailbox }) => `${externalId},${mailbox}`)
  return ['External User ID,Microsoft 365 User Mailbox', ...rows, ''].join('\r\n')
}
