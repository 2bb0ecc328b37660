import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readPlaywrightCounts, readVitestCounts } from './read-counts.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counts-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const vitestReport = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 }

describe('the counts of a test run', () => {
  it('are those of the report', () => {
    expect(readVitestCounts(write(vitestReport), 0)).toEqual({ passed: 7, failed: 0, skipped: 2 })
  })

  it('show a failure when the run failed outside of every test', () => {
    expect(readVitestCounts(write(vitestReport), 1)).toMatchObject({ passed: 7, failed: 1 })
  })

  it('show a failure when the run left no report', () => {
    expect(readVitestCounts(join(folder, 'absent.json'), 1)).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  it('take a flaky browser test for a failed one', () => {
    const report = write({ stats: { expected: 3, unexpected: 0, flaky: 1, skipped: 0 } })
    expect(readPlaywrightCounts(report, 0)).toEqual({ passed: 3, failed: 1, skipped: 0 })
  })
})

function write(report: unknown): string {
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify(report))
  return path
}
