/** A received message as an importer would create it; a test overrides what it is about. */
export function importedMessage(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    subject: 'WeChat message from 8613800138001 to 8613911112201',
    body: { contentType: 'text', content: '你好' },
    from: recipient('chen.jing@contoso.example', 'Chen Jing 8613800138001'),
    toRecipients: [recipient('li.na@fabrikam.example', '李娜 8613911112201')],
    internetMessageId: '<wc-1@archive.telemessage.example>',
    categories: ['WeChat chat'],
    singleValueExtendedProperties: receivedProperties(),
    ...overrides,
  }
}

export function receivedProperties(deliveryKey = 'key-1') {
  return [
    { id: 'Integer 0x0E07', value: '1' },
    { id: 'SystemTime 0x0039', value: '2026-11-20T08:00:00Z' },
    { id: 'SystemTime 0x0E06', value: '2026-11-20T08:00:05Z' },
    { id: 'String 0x001A', value: 'IPM.ExternalData.WeChatArchiver' },
    { id: DELIVERY_KEY, value: deliveryKey },
  ]
}

export const DELIVERY_KEY = 'String {8f6a5f0e-2f0b-4b6e-9a3e-6d1c2b3a4f50} Name ArchiveDeliveryKey'

export function recipient(address: string, name = address) {
  return { emailAddress: { name, address } }
}

export function fileAttachment(overrides: Record<string, unknown> = {}) {
  return {
    '@odata.type': '#microsoft.graph.fileAttachment',
    name: '报价.pdf',
    contentType: 'application/pdf',
    contentBytes: Buffer.from('%PDF-1.4').toString('base64'),
    ...overrides,
  }
}
