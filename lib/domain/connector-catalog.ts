/** What the gallery offers. A sibling archiver is another row here, not other code. */
export const CONNECTOR_TYPES = [
  {
    id: 'wechat-archiver',
    name: 'WeChat Archiver',
    publisher: 'TeleMessage',
    folderName: 'WeChat Archiver',
    messageClass: 'IPM.ExternalData.WeChatArchiver',
  },
] as const satisfies readonly ConnectorType[]

export type ConnectorType = {
  /** Stable: stored with every connector, and part of its address. */
  id: string
  /** A product name; it is the same in every language. */
  name: string
  publisher: string
  /** The folder that is made in every mailbox. */
  folderName: string
  /** MAPI message class of what is imported; eDiscovery finds items by it. */
  messageClass: string
}

/**
 * TeleMessage's other archivers that Microsoft lists as data connectors. This product does not import them: the gallery
 * names them, so that nobody looks for them in vain.
 */
export const NOT_OFFERED_TYPE_NAMES = [
  'Android Archiver',
  'AT&T SMS/MMS Network Archiver',
  'Bell SMS/MMS Network Archiver',
  'Enterprise Number Archiver',
  'O2 SMS and Voice Network Archiver',
  'Rogers SMS/MMS Network Archiver',
  'Signal Archiver',
  'Telegram Archiver',
  'TELUS SMS Network Archiver',
  'Verizon SMS/MMS Network Archiver',
  'WhatsApp Archiver',
] as const

export type ConnectorTypeId = (typeof CONNECTOR_TYPES)[number]['id']

export function findConnectorType(typeId: string): (ConnectorType & { id: ConnectorTypeId }) | null {
  return CONNECTOR_TYPES.find((type) => type.id === typeId) ?? null
}

/** @throws {UnknownConnectorTypeError} when a stored connector is of a type that this build does not know. */
export function getConnectorType(typeId: string): ConnectorType & { id: ConnectorTypeId } {
  const type = findConnectorType(typeId)
  if (!type) throw new UnknownConnectorTypeError(typeId)
  return type
}

export class UnknownConnectorTypeError extends Error {
  readonly code = 'connector_type_unknown'

  constructor(typeId: string) {
    super(`This build knows no connector type "${typeId}".`)
    this.name = 'UnknownConnectorTypeError'
  }
}
