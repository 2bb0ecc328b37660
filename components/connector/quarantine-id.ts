/** Where the card stands on the connector's page: Settings and the Connectors tab link to it. */
export const QUARANTINE_ID = 'quarantine'
