/** The columns that a connector which works must have, for tests that are about something else. */
export function bareConnector(key: { id: string; tenantId: string }, at = new Date('2026-11-01T00:00:00Z')) {
  return {
    ...key,
    typeId: 'wechat-archiver',
    name: 'WeChat',
    state: 'active',
    termsVersion: '1',
    termsAcceptedAt: at,
    siteHost: 'site.example',
    sitePort: 22,
    siteFolder: '/outbox',
    siteUsername: 'contoso',
    siteHostKey: 'SHA256:x',
    mappingConfirmedAt: at,
    importSince: at,
    finishedAt: at,
    createdById: 'oid-1',
    createdBy: 'Megan Bowen',
  }
}
