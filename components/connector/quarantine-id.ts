/** Where the card stands on the page of the connector: Settings link to it. */
export const QUARANTINE_ID = 'quarantine'
