const MINUTE_MS = 60_000
/** Together some eight hours: longer than a mail server's maintenance, and shorter than until somebody looks the next day. */
const PAUSES_MINUTES = [1, 2, 5, 15, 30, 60, 120, 240]

export const MOST_ALERT_ATTEMPTS = PAUSES_MINUTES.length + 1

/**
 * When an alert that did not get through is sent again; null when it is given up.
 *
 * @param attempts how often it was tried, this time included.
 */
export function nextAlertTry(attempts: number, now: Date): Date | null {
  const pause = PAUSES_MINUTES[attempts - 1]
  return pause === undefined ? null : new Date(now.getTime() + pause * MINUTE_MS)
}
