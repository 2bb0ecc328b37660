import { createHash } from 'node:crypto'
import { createKnobGroup, type KnobGroup } from '#sandbox/control/knob-group.ts'
import { newCounters, type SiteCounters } from './site-counters.ts'
import { type FileRule, type SiteKnobs, siteKnobs } from './site-knobs.ts'

/** What the site's connections share: knobs, counters, and how far each rule is used up. */
export type SiteState = {
  readonly knobs: SiteKnobs
  readonly counters: SiteCounters
  /**
   * With every change of a knob the rules' counts begin anew, so that the same knobs and the same requests give the same
   * faults.
   */
  readonly knobGroup: KnobGroup<SiteKnobs>
  /** The rule for one more opening of a file, which is counted by this. */
  ruleForOpening(name: string): FileRule | null
  listedSizeOffBytes(name: string): number
  /** Whether one more login is accepted; counted by this when it is. */
  takeLogin(): boolean
}

export function createSiteState(): SiteState {
  let patterns: RegExp[] = []
  let hits: number[] = []
  let openings = new Map<string, number>()
  let logins = 0
  const counters = newCounters()

  const knobGroup = createKnobGroup('site', siteKnobs, ({ files }) => {
    patterns = files.map((rule) => toPattern(rule.files))
    hits = files.map(() => 0)
    openings = new Map()
    logins = 0
  })

  const isHit = (index: number, rule: FileRule, name: string, opening: number) =>
    patterns[index]?.test(name) === true &&
    (rule.times === null || (hits[index] ?? 0) < rule.times) &&
    (rule.chance === 1 || draw(`${knobGroup.get().seed}\n${index}\n${opening}\n${name}`) < rule.chance)

  return {
    get knobs() {
      return knobGroup.get()
    },
    knobGroup,
    counters,
    ruleForOpening(name) {
      const opening = (openings.get(name) ?? 0) + 1
      openings.set(name, opening)
      const { files } = knobGroup.get()
      const index = files.findIndex((rule, order) => isHit(order, rule, name, opening))
      if (index < 0) return null
      hits[index] = (hits[index] ?? 0) + 1
      return files[index] ?? null
    },
    listedSizeOffBytes(name) {
      const { files } = knobGroup.get()
      const index = files.findIndex(
        (rule, order) => rule.listedSizeOffBytes !== undefined && patterns[order]?.test(name),
      )
      return files[index]?.listedSizeOffBytes ?? 0
    },
    takeLogin() {
      const { refuseAfter } = knobGroup.get().logins
      if (refuseAfter !== null && logins >= refuseAfter) return false
      logins += 1
      return true
    },
  }
}

function toPattern(files: string): RegExp {
  const source = files
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's')
}

/** From 0 up to 1; the same for the same text. */
function draw(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32
}
