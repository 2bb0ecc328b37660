/** Asks for work to be done. Asking twice for the same is asking once. */
export interface JobRequests {
  syncConnector(run: { tenantId: string; connectorId: string; runId: string }): Promise<void>
  deliverMailbox(mailbox: { tenantId: string; mailboxId: bigint }): Promise<void>
  checkFolders(run: { tenantId: string; runId: string }): Promise<void>
}
