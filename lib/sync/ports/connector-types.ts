/** What a connector type says about its messages. */
export interface ConnectorTypes {
  get(typeId: string): { folderName: string; messageClass: string }
}
