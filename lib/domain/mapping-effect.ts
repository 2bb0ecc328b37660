import type { MappingPrecedence } from './mapping-candidates.ts'

/** What is tried: the mapping in force, or an upload in its place or merged into it, with the rules beside it. */
export type MappingEffectQuestion = {
  connectorId: string
  upload: { uploadId: string; way: 'replace' | 'merge' } | null
  automatic: boolean
  precedence: MappingPrecedence
}

/** By which rule a mailbox would be found. An item counts once, by the best rule of its people. */
export type MappingEffect = {
  items: { custom: number; automatic: number; none: number }
  people: { custom: number; automatic: number; none: number }
}

export type UnmappedPerson = {
  displayName: string
  phone: string
  address: string
  opaqueId: string
  itemCount: number
}

/** What the mapping would do with the newest messages of the site; while they are read, how far that is. */
export type MappingEffectAnswer =
  | { state: 'reading'; itemCount: number }
  | { state: 'asking'; itemCount: number }
  | { state: 'failed'; error: string }
  | ({
      state: 'ready'
      packageNames: string[]
      itemCount: number
      readAt: Date
      /** Those on most messages first; not all, when they are many. */
      unmapped: UnmappedPerson[]
    } & MappingEffect)
