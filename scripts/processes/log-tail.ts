import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const TAIL_BYTES = 4_000
const TAIL_LINES = 25

/** The last lines of a log, indented; logs can be large, so only the end is read. */
export function readLogTail(path: string): string {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return '  (no log)'
  }
  try {
    const { size } = fstatSync(file)
    const buffer = Buffer.alloc(Math.min(size, TAIL_BYTES))
    readSync(file, buffer, 0, buffer.length, size - buffer.length)
    const lines = buffer.toString('utf8').trimEnd().split('\n').slice(-TAIL_LINES)
    return lines.map((line) => `  ${line}`).join('\n')
  } finally {
    closeSync(file)
  }
}
