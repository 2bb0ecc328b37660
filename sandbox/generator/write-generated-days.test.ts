import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createZipPackageFormat } from '#lib/adapters/telemessage/package-zip.ts'
import { readMappingCsv } from '#lib/domain/read-mapping-csv.ts'
import type { MessageTruth } from './day-truth.ts'
import { type GenerateOptions, readGenerateOptions } from './read-generate-options.ts'
import { writeGeneratedDays } from './write-generated-days.ts'

let dir: string
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'generated-days-'))
})
afterAll(() => rm(dir, { recursive: true }))

type Truth = {
  mapping: { externalId: string; mailbox: string }[]
  days: { date: string; packages: { fileName: string; messages: MessageTruth[] }[] }[]
  hostile: null | {
    packageOfMessages: string
    messages: { name: string }[]
    packages: { fileName: string }[]
  }
}

const read = (...args: string[]) => readGenerateOptions(args)

function optionsFor(folder: string, ...more: string[]): GenerateOptions {
  const parsed = read('--seed', '42', '--days', '2', '--out', join(dir, folder), ...more)
  if (!parsed.ok) throw new Error(parsed.message)
  return parsed.options
}

async function truthOf(folder: string): Promise<Truth> {
  return JSON.parse(await readFile(join(dir, folder, 'truth.json'), 'utf8'))
}

describe('generated packages', { timeout: 30_000 }, () => {
  test('are the same, byte for byte, when written twice from one seed', async () => {
    for (const folder of ['first', 'second']) {
      expect(await writeGeneratedDays(optionsFor(folder, '--messages', '60'))).toMatchObject({
        ok: true,
        messages: 120,
      })
    }
    const files = (await readdir(join(dir, 'first'), { recursive: true })).sort()
    expect((await readdir(join(dir, 'second'), { recursive: true })).sort()).toEqual(files)
    expect(files).toEqual([
      'mapping.csv',
      'packages',
      'packages/202611210000-TeleMessage_1_20261121053000.zip',
      'packages/202611220000-TeleMessage_1_20261122053000.zip',
      'truth.json',
    ])
    for (const file of files.filter((name) => name !== 'packages')) {
      const [first, second] = await Promise.all(
        ['first', 'second'].map((folder) => readFile(join(dir, folder, file))),
      )
      expect(first?.equals(second as Buffer), file).toBe(true)
    }
  })

  test('are accepted by the product, with the messages that the truth names', async () => {
    const truth = await truthOf('first')
    expect(truth.days.map((day) => day.date)).toEqual(['2026-11-20', '2026-11-21'])
    for (const { fileName, messages } of truth.days.flatMap((day) => day.packages)) {
      const opened = await createZipPackageFormat().open(join(dir, 'first/packages', fileName))
      if (!opened.ok) throw new Error(opened.detail)
      expect(opened.package.entries.map((entry) => entry.name)).toEqual(
        messages.map((message) => message.name),
      )
      await opened.package.close()
    }
  })

  test('come with a user mapping that the product reads', async () => {
    const bytes = await readFile(join(dir, 'first/mapping.csv'))
    const { mapping } = await truthOf('first')
    const rows: { rawId: string; mailbox: string }[] = []
    const { fault, counts } = await readMappingCsv([bytes], {
      encoding: 'utf-8',
      separator: null,
      columns: null,
      defaultCountry: null,
      save: async (read) => void rows.push(...read),
    })
    expect([fault, counts.error]).toEqual([null, 0])
    expect(rows.map(({ rawId, mailbox }) => ({ externalId: rawId, mailbox }))).toEqual(mapping)
    expect(mapping.length).toBeGreaterThan(2)
  })

  test('of a busy day are several', async () => {
    const options = { ...optionsFor('busy', '--messages', '41'), days: 1 }
    expect(await writeGeneratedDays(options, 40)).toMatchObject({ packages: 2, messages: 41 })
    expect(await readdir(join(dir, 'busy/packages'))).toHaveLength(2)
  })

  test('are written beside no others', async () => {
    const written = await writeGeneratedDays(optionsFor('first'))
    expect(written).toMatchObject({ ok: false, message: expect.stringContaining('is not empty') })
  })

  test('may be joined by hostile ones', async () => {
    const written = await writeGeneratedDays({
      ...optionsFor('nasty', '--messages', '5', '--hostile'),
      days: 1,
    })
    const { hostile } = await truthOf('nasty')
    const files = await readdir(join(dir, 'nasty/packages'))
    expect(written).toMatchObject({ packages: files.length })
    expect(files).toEqual(
      expect.arrayContaining([
        hostile?.packageOfMessages,
        ...(hostile?.packages ?? []).map((one) => one.fileName),
      ]),
    )
    const opened = await createZipPackageFormat().open(
      join(dir, 'nasty/packages', hostile?.packageOfMessages ?? ''),
    )
    if (!opened.ok) throw new Error(opened.detail)
    expect(opened.package.entries.map((entry) => entry.name)).toEqual(
      hostile?.messages.map((one) => one.name),
    )
    await opened.package.close()
  })
})

describe('the command line', () => {
  test.each([
    [['--days', '2', '--out', 'x'], '--seed is missing.'],
    [['--seed', '1', '--days', '2'], '--out is missing.'],
    [['--seed', '1', '--days', '0', '--out', 'x'], '--days takes a whole number from 1 to 366.'],
    [['--seed', '1', '--days', '1.5', '--out', 'x'], '--days takes a whole number from 1 to 366.'],
    [
      ['--seed', '1', '--days', '2', '--out', 'x', '--messages', '99999'],
      '--messages takes a whole number from 1 to 30000.',
    ],
    [
      ['--seed', '1', '--days', '2', '--out', 'x', '--last-day', '2026-02-30'],
      '--last-day takes a date like 2026-11-21.',
    ],
  ])('%j is refused: %s', (args, message) => {
    expect(read(...args)).toEqual({ ok: false, message })
  })

  test('names the option that it does not know', () => {
    expect(read('--sed', '1')).toMatchObject({ ok: false, message: expect.stringContaining('--sed') })
  })
})
