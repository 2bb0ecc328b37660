import type { Action } from '#components/fields/use-call.ts'
import type { EditedRow } from './edited-row.ts'

/** What a change of the mapping in force answers. */
export type MappingChanged = {
  number: number
  rowCount: number
  added: number
  changed: number
  removed: number
}

/** Removing and adding at once is one version; so a row is changed. `was`: the version that the person saw. */
export type EditRowsAction = Action<
  {
    connectorId: string
    was: number
    remove: string[]
    add: EditedRow[]
    /** A mailbox of which was said what is the matter is saved too. */
    accept?: boolean
    /** Rows in force of the same id and days end. */
    takesPlace?: boolean
  },
  MappingChanged
>
