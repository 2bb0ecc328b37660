/** What the minute tick asks for. It sees all tenants, and only ids. */
export interface WorkLedger {
  schedulableConnectors(): Promise<
    { tenantId: string; connectorId: string; scheduleTime: string; timeZone: string; finishedAt: Date }[]
  >
  runsToContinue(): Promise<{ tenantId: string; connectorId: string; runId: string }[]>
  mailboxesToDeliver(now: Date): Promise<{ tenantId: string; mailboxId: bigint }[]>
  runsToReconcile(): Promise<{ tenantId: string; runId: string }[]>
  /** Runs that finished within a day and whose folders are still to be looked through. */
  runsToCheck(now: Date): Promise<{ tenantId: string; runId: string }[]>
}
