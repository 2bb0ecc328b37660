import { renderToReadableStream } from 'react-dom/server.edge'
import { describe, expect, test } from 'vitest'
import { WhenRead } from './when-read.tsx'

const page = (read: () => Promise<string>) =>
  renderToReadableStream(
    <main>
      <WhenRead read={read} skeleton={<p>skeleton</p>}>
        {(found) => <p>{found}</p>}
      </WhenRead>
    </main>,
    { onError: () => undefined },
  )

describe('the rest of a page', () => {
  test('stands there at once when it is read at once: no skeleton is sent', async () => {
    expect(await new Response(await page(async () => 'what was read')).text()).not.toContain('skeleton')
  })

  test('comes behind a skeleton when it takes long', async () => {
    const slow = Promise.withResolvers<string>()
    const reader = (await page(() => slow.promise)).pipeThrough(new TextDecoderStream()).getReader()
    const first = await reader.read()
    expect(first.value).toContain('skeleton')
    slow.resolve('what was read')
    let rest = ''
    for (let part = await reader.read(); !part.done; part = await reader.read()) rest += part.value
    expect(rest).toContain('what was read')
  })

  test('that fails at once fails the whole page, while its status can still say so', async () => {
    await expect(page(() => Promise.reject(new Error('no database')))).rejects.toThrow('no database')
  })
})
