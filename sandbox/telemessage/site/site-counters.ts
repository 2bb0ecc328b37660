import type { LoginMethod } from './site-knobs.ts'

type ByMethod = Record<LoginMethod | 'none' | 'hostbased', number>

export type SiteCounters = {
  connections: { accepted: number; refused: number; open: number }
  /** A public key that is asked about and not known counts as refused; one that is known counts when it has signed. */
  logins: { ok: ByMethod; refused: ByMethod }
  listings: number
  opens: number
  openFiles: number
  reads: number
  /** Reads that wait for their answer: now, and the most there were. */
  readsInFlight: number
  mostReadsInFlight: number
  /** Of files, as sent: without the protocol's own. */
  bytes: number
  /** How often a knob did something. */
  faults: Record<string, number>
}

export function newCounters(): SiteCounters {
  return {
    connections: { accepted: 0, refused: 0, open: 0 },
    logins: { ok: noLogins(), refused: noLogins() },
    listings: 0,
    opens: 0,
    openFiles: 0,
    reads: 0,
    readsInFlight: 0,
    mostReadsInFlight: 0,
    bytes: 0,
    faults: {},
  }
}

/** Everything from zero, except what is the case now. */
export function resetCounters(counters: SiteCounters): void {
  const { connections, openFiles, readsInFlight } = counters
  Object.assign(counters, newCounters(), {
    connections: { accepted: 0, refused: 0, open: connections.open },
    openFiles,
    readsInFlight,
    mostReadsInFlight: readsInFlight,
  })
}

export function countFault(counters: SiteCounters, fault: string): void {
  counters.faults[fault] = (counters.faults[fault] ?? 0) + 1
}

function noLogins(): ByMethod {
  return { none: 0, password: 0, publickey: 0, 'keyboard-interactive': 0, hostbased: 0 }
}
