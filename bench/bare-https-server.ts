// A process that answers every POST with the body it got, over https, and does nothing else: what Node.js itself costs.
// Its folder comes as the first argument; its first line of output is JSON with its address.
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { loadCertificates } from '#sandbox/state/certificates.ts'

const { cert, key } = await loadCertificates(process.argv[2] ?? '', new Date())

const server = createServer({ cert, key }, (request, response) => {
  if (request.method === 'GET') {
    const { user, system } = process.cpuUsage()
    response.end(JSON.stringify({ cpuMs: (user + system) / 1000 }))
    return
  }
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks)
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': body.length })
    response.end(body)
  })
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`${JSON.stringify({ url: `https://localhost:${port}` })}\n`)
})
