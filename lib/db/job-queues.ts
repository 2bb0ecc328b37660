/**
 * The queues and their policies, created by migrations.
 *
 * `exclusive` holds at most one job a key, queued or active. Measured with pg-boss 12.35: 40 slices of one
 * mailbox under `singleton` held back 60 other mailboxes for 40 s, under `exclusive` none.
 */
export const TICK_QUEUE = 'tick'
export const SYNC_QUEUE = 'sync-connector'
export const DELIVER_QUEUE = 'deliver-mailbox'
export const CHECK_QUEUE = 'check-folders'
export const MAPPING_CHECK_QUEUE = 'check-mapping'
export const SAMPLE_QUEUE = 'sample-people'
export const ALERT_QUEUE = 'deliver-alerts'

/** A worker that dies holding a job is noticed after this long; it beats three times in between. */
const HEARTBEAT_SECONDS = 30

export const JOB_QUEUES = [
  { name: TICK_QUEUE, policy: 'exclusive', retryLimit: 0, expireInSeconds: 60 },
  {
    name: SYNC_QUEUE,
    policy: 'exclusive',
    // A run continues where it stopped, so a retry costs little; what is wrong for good ends as a failed run.
    retryLimit: 5,
    retryDelay: 15,
    retryBackoff: true,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    expireInSeconds: 6 * 3600,
    notify: true,
  },
  {
    name: DELIVER_QUEUE,
    policy: 'exclusive',
    retryLimit: 5,
    retryDelay: 15,
    retryBackoff: true,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    expireInSeconds: 3600,
    notify: true,
  },
  // Asked for by the tick, and again by the next one: what a try leaves is not urgent.
  {
    name: CHECK_QUEUE,
    policy: 'exclusive',
    retryLimit: 0,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    expireInSeconds: 1800,
  },
  // A person watches; what is lost is asked for again by the tick.
  {
    name: MAPPING_CHECK_QUEUE,
    policy: 'exclusive',
    retryLimit: 0,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    // 200,000 mailboxes at 100 ms, eight at a time, twice each.
    expireInSeconds: 3 * 3600,
    notify: true,
  },
  {
    name: SAMPLE_QUEUE,
    policy: 'exclusive',
    retryLimit: 0,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    expireInSeconds: 3600,
    notify: true,
  },
  // The outbox knows when what is tried again; the tick asks for it.
  {
    name: ALERT_QUEUE,
    policy: 'exclusive',
    retryLimit: 0,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    // Eleven messages of 45 s.
    expireInSeconds: 600,
    notify: true,
  },
] as const
