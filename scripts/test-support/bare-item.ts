/** The columns that an item must have, of a message about nothing: what a test is about it says itself. */
export function bareItem(place: {
  tenantId: string
  connectorId: string
  runId: string
  packageId: bigint
  entryIndex: number
}) {
  return {
    ...place,
    driveRunId: place.runId,
    entryName: `${place.entryIndex}.eml`,
    entryOffset: 0,
    compressedBytes: 1,
    sizeBytes: 1,
    archiveMessageId: `message-${place.entryIndex}`,
    subject: '',
  }
}
