/** What the app can look at by itself before a connector is added, in the order of a run. */
export const CHECKED_PREREQUISITES = ['microsoft-365', 'mailboxes', 'site', 'evidence', 'worker'] as const

export type CheckedPrerequisite = (typeof CHECKED_PREREQUISITES)[number]

/** What only a person can know. It is kept with a name, and keeps nobody from adding a connector. */
export const CONFIRMED_PREREQUISITES = ['people-registered', 'wecom-bound'] as const

export type ConfirmedPrerequisite = (typeof CONFIRMED_PREREQUISITES)[number]
