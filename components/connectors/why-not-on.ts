import { type RunFacts, whyNoRun } from '#components/connector/why-no-run.ts'

export type ChosenCommand = 'sync' | 'pause' | 'resume' | 'edit' | 'delete'

/** A key of the message files under `connectors.commands.whyNot`, and the connector that it is about. */
export type WhyNot = { key: 'choose' | 'chooseOne' | 'paused' | 'notPaused' | 'running'; name: string }

/** Why a command does not apply to the connectors that are chosen; null when it does, to all of them. */
export function whyNotOn(command: ChosenCommand, chosen: (RunFacts & { name: string })[]): WhyNot | null {
  if (chosen.length === 0) return { key: 'choose', name: '' }
  if (command === 'edit' || command === 'delete')
    return chosen.length > 1 ? { key: 'chooseOne', name: '' } : null
  for (const connector of chosen) {
    const { name, isPaused } = connector
    if (command === 'resume' && !isPaused) return { key: 'notPaused', name }
    if (command !== 'resume' && isPaused) return { key: 'paused', name }
    if (command === 'sync' && whyNoRun(connector) !== null) return { key: 'running', name }
  }
  return null
}
