'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { Action } from '#components/fields/use-call.ts'

type DiscardAction = Action<{ connectorId: string }, null>

const Context = createContext<DiscardAction | null>(null)

/** Gives every step's frame the action that removes a draft; the steps' pages need not hand it on. */
export function DiscardActionProvider(props: { action: DiscardAction; children: ReactNode }) {
  return <Context value={props.action}>{props.children}</Context>
}

export function useDiscardAction(): DiscardAction {
  const action = useContext(Context)
  if (!action)
    throw new Error('A step of the wizard is outside its layout, which provides the discard action.')
  return action
}
