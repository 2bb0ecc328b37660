import type { AlertKind } from './alert-kinds.ts'
import { severityOf } from './alert-kinds.ts'

/** Where an alert goes beside the app, where everything is, always. */
export const ALERT_CHANNELS = ['email', 'webhook', 'teams'] as const
export type AlertChannel = (typeof ALERT_CHANNELS)[number]

export const ALERT_MODES = ['off', 'at-once', 'digest'] as const
export type AlertMode = (typeof ALERT_MODES)[number]

/** What a connector does otherwise than the default. */
export type AlertRule = { kind: AlertKind; channel: AlertChannel; mode: AlertMode }

/** A webhook is for programs, which do their own collecting. */
export function modesOf(channel: AlertChannel): readonly AlertMode[] {
  return channel === 'webhook' ? ['off', 'at-once'] : ALERT_MODES
}

export function defaultMode(kind: AlertKind, channel: AlertChannel): AlertMode {
  return channel === 'webhook' || severityOf(kind) === 'error' ? 'at-once' : 'digest'
}

export function modeOf(kind: AlertKind, channel: AlertChannel, rules: readonly AlertRule[]): AlertMode {
  const rule = rules.find((candidate) => candidate.kind === kind && candidate.channel === channel)
  return rule && modesOf(channel).includes(rule.mode) ? rule.mode : defaultMode(kind, channel)
}

/** The channels that are told of a new alert. One that is not set up is not tried, so that it does not count as undelivered. */
export function toldChannels(
  kind: AlertKind,
  configured: readonly AlertChannel[],
  rules: readonly AlertRule[],
): { channel: AlertChannel; mode: Exclude<AlertMode, 'off'> }[] {
  return configured.flatMap((channel) => {
    const mode = modeOf(kind, channel, rules)
    return mode === 'off' ? [] : [{ channel, mode }]
  })
}
