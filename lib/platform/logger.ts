import { type Logger, pino } from 'pino'

export type { Logger }

/**
 * Fields that are never written, wherever they turn up in a log line. A second line of defence:
 * the first is not to pass them.
 */
const REDACTED = [
  'password',
  'secret',
  'token',
  'authorization',
  'cookie',
  'clientSecret',
  'connectionString',
]

/** One JSON line an event, on standard output, as operators' log collectors expect. */
export function createLogger(options: { level: string; name: string }): Logger {
  return pino({
    level: options.level,
    base: { name: options.name, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: REDACTED.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
      censor: '[redacted]',
    },
  })
}
