import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MappingUploadSummary } from '#lib/domain/mapping-upload.ts'
import type { Bench } from '#scripts/bench.ts'
import { startSupervisor } from '#scripts/processes/supervisor.ts'
import { peakRssMiBOf } from './engine/process-usage.ts'
import { roundFigure } from './round-figure.ts'
import { startBenchedWebApp } from './web/start-benched-web-app.ts'

const CSV_ROWS = 100_000
const QUICK_ROWS = 10_000
const FIRST_PAGE_ROWS = 100
/** As much as a socket takes at a time. */
const PIECE_BYTES = 64 * 1024

export const bench: Bench = {
  description: `Uploads a mapping of ${CSV_ROWS} rows to the built web app: seconds from the first byte to the first page of rows, of the first upload of a fresh server and of a second one, and the peak of the server's memory`,
  async run({ quick }) {
    const dir = await mkdtemp(join(tmpdir(), 'mapping-bench-'))
    const supervisor = startSupervisor()
    try {
      const { installation, web, appUrl, cookie } = await startBenchedWebApp(supervisor, dir, 1)
      const connectorId = await installation.addConnector()
      const csvRows = quick ? QUICK_ROWS : CSV_ROWS
      const csv = composeCsv(csvRows)
      const measure = async () => {
        const startedAt = performance.now()
        const path = `/api/mapping-uploads?connectorId=${connectorId}&fileName=mapping.csv`
        const summary = await send<MappingUploadSummary>({ appUrl, cookie, method: 'POST', path, body: csv })
        const page = await send<{ rows: unknown[]; total: number }>({
          ...{ appUrl, cookie, method: 'GET' },
          path: `/api/mapping-uploads/${summary.id}/rows?limit=${FIRST_PAGE_ROWS}`,
        })
        const seconds = (performance.now() - startedAt) / 1000
        if (
          summary.counts.valid !== csvRows ||
          page.total !== csvRows ||
          page.rows.length !== FIRST_PAGE_ROWS
        )
          throw new Error(`Of ${csvRows} rows ${summary.counts.valid} are valid and ${page.total} listed.`)
        return roundFigure(seconds)
      }
      const previewSeconds = await measure()
      const previewAgainSeconds = await measure()
      await installation.close()
      return {
        csvRows,
        csvBytes: csv.byteLength,
        previewSeconds,
        previewAgainSeconds,
        serverPeakRssMiB: peakRssMiBOf(web.pid),
      }
    } finally {
      await supervisor.stop()
      await rm(dir, { recursive: true, force: true })
    }
  },
}

/** As TeleMessage's help page shows one: numbers with country code and without "+". */
function composeCsv(rows: number): Buffer {
  const lines = Array.from(
    { length: rows },
    (_, index) => `86138${String(index).padStart(8, '0')},user${index}@contoso.example`,
  )
  return Buffer.from(['External User ID,Microsoft 365 User Mailbox', ...lines, ''].join('\r\n'))
}

function send<T>(call: {
  appUrl: string
  cookie: string
  method: string
  path: string
  body?: Buffer
}): Promise<T> {
  return new Promise((done, reject) => {
    const outgoing = request(
      `${call.appUrl}${call.path}`,
      {
        method: call.method,
        headers: {
          cookie: call.cookie,
          origin: call.appUrl,
          'sec-fetch-site': 'same-origin',
          ...(call.body && { 'content-type': 'text/csv', 'content-length': call.body.byteLength }),
        },
      },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          if ((answer.statusCode ?? 0) < 300) done(JSON.parse(text) as T)
          else reject(new Error(`${call.path} was answered ${answer.statusCode}: ${text.slice(0, 300)}`))
        })
      },
    )
    outgoing.on('error', reject)
    for (let from = 0; call.body && from < call.body.byteLength; from += PIECE_BYTES)
      outgoing.write(call.body.subarray(from, from + PIECE_BYTES))
    outgoing.end()
  })
}
