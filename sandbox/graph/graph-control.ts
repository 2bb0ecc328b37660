import type { ControlPlugin } from '#sandbox/control/control-plugin.ts'
import { createKnobGroup } from '#sandbox/control/knob-group.ts'
import type { DirectoryStore } from '#sandbox/directory/directory-store.ts'
import { createFaultPlan } from './faults/fault-plan.ts'
import { type GraphKnobs, graphKnobs } from './faults/graph-knobs.ts'
import { createLateEffects } from './faults/late-effects.ts'
import { createMailboxThrottle } from './limits/mailbox-throttle.ts'
import { createRequestCounters } from './limits/request-counters.ts'
import { createFilterVisibility } from './messages/filter-visibility.ts'
import type { Mailboxes } from './open-mailboxes.ts'
import { createUploadSessions } from './uploads/upload-sessions.ts'

export type GraphState = ReturnType<typeof createGraphState>

/** What Graph is set to and what it remembers of requests: none of it survives a restart. */
export function createGraphState(now: () => Date, directory: DirectoryStore) {
  const knobs = () => group.get()
  const throttle = createMailboxThrottle(knobsOf, now)
  const faults = createFaultPlan(knobsOf)
  const group = createKnobGroup('graph', graphKnobs, applyChange)

  function knobsOf(): GraphKnobs {
    return knobs()
  }

  function applyChange(changed: GraphKnobs, named: readonly string[]): void {
    if (named.includes('seed') || named.includes('faultsAt')) faults.restart()
    if (!named.includes('throttledMailboxes')) return
    throttle.reopenMailboxes()
    for (const { mailbox, seconds } of changed.throttledMailboxes) {
      throttle.closeMailbox(directory.findByKey(mailbox)?.id ?? mailbox.toLowerCase(), seconds * 1000)
    }
  }

  return {
    group,
    knobs,
    throttle,
    faults,
    late: createLateEffects(),
    counters: createRequestCounters(),
    visibility: createFilterVisibility(now),
    uploads: createUploadSessions(now),
  }
}

/** Graph's part of the control API. */
export function graphControl(
  state: GraphState,
  mailboxes: Mailboxes,
  closeHanging: () => void,
): ControlPlugin {
  return {
    knobs: [state.group],
    counters: () => {
      const { user, system } = process.cpuUsage()
      return {
        graph: {
          ...state.counters.read(),
          largestInFlight: state.throttle.largestInFlight(),
          lateEffectsPending: state.late.pending(),
        },
        process: { cpuMs: Math.round((user + system) / 1000), residentBytes: process.memoryUsage.rss() },
      }
    },
    reset(options) {
      state.late.clear()
      state.counters.reset()
      state.throttle.reset()
      state.faults.restart()
      state.uploads.clear()
      state.visibility.clear()
      closeHanging()
      if (!options.mailboxes) return
      mailboxes.messages.clear()
      mailboxes.folders.deleteAllOwn()
    },
  }
}
