import { createAppTokenProvider } from '#lib/adapters/graph/app-token.ts'
import { GraphDirectory } from '#lib/adapters/graph/graph-directory.ts'
import { GraphMailboxWriter } from '#lib/adapters/graph/graph-mailbox-writer.ts'
import { openGraph } from '#lib/adapters/graph/open-graph.ts'
import type { MailboxMessage } from '#lib/sync/ports/mailbox-writer.ts'
import { SANDBOX_IDENTITIES } from '#sandbox/settings.ts'
import type { RunningSandbox } from '#sandbox/start-sandbox.ts'

export type SandboxGraph = ReturnType<typeof openSandboxGraph>

/** The product's Graph, as one process has it, against a sandbox. */
export function openSandboxGraph(
  sandbox: RunningSandbox,
  options: Partial<Parameters<typeof openGraph>[0]> & { clientSecret?: string } = {},
) {
  const { tenantId, clientId, clientSecret } = { ...SANDBOX_IDENTITIES, ...options }
  const { entraTlsUrl: tokenAuthority, graphUrl } = sandbox
  const requestTimeoutMs = 20_000
  const app = { tenantId, clientId, clientSecret, tokenAuthority, graphUrl, requestTimeoutMs }
  const graph = openGraph({
    graphUrl,
    requestTimeoutMs,
    tokenProvider: createAppTokenProvider(app),
    isBatching: true,
    nowMs: () => performance.now(),
    ...options,
  })
  return { ...graph, directory: new GraphDirectory(graph.graph), writer: new GraphMailboxWriter(graph) }
}

/** The folder in a mailbox of the sandbox's tenant, by the owner's alias. */
export async function folderOf({ directory, writer }: SandboxGraph, alias: string) {
  const answer = await directory.findUser(`${alias}@contoso.example`)
  if (answer.found !== true) throw new Error(`${alias}: ${JSON.stringify(answer)}`)
  const { objectId } = answer.user
  const folder = await writer.ensureFolder(objectId, 'WeChat Archiver', null)
  if (!folder.ok) throw new Error(`${alias}: ${folder.outcome.outcome}`)
  return { objectId, folderId: folder.folderId }
}

export function messageWithKey(
  deliveryKey: string,
  message: Partial<MailboxMessage['message']> = {},
): MailboxMessage {
  return {
    message: {
      subject: `WeChat message ${deliveryKey}`,
      from: { name: '陈静 8613800138001', address: 'chen.jing@contoso.example' },
      to: [{ name: '王磊 8613800138002', address: 'wang.lei@contoso.example' }],
      cc: [],
      bcc: [],
      messageId: null,
      sentAt: new Date('2026-11-21T08:30:00Z'),
      body: { contentType: 'text', content: '你好' },
      attachments: [],
      ...message,
    },
    messageClass: 'IPM.ExternalData.WeChatArchiver',
    deliveryKey,
    category: 'WeChat chat',
    receivedAt: new Date('2026-11-21T08:31:00Z'),
    notes: [],
  }
}
