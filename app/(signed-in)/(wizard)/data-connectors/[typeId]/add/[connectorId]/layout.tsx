import type { ReactNode } from 'react'
import { DiscardActionProvider } from '#components/wizard/discard-action.tsx'
import { discardDraft } from './actions.ts'

/** Every step can be left for good. */
export default function DraftLayout({ children }: { children: ReactNode }) {
  return <DiscardActionProvider action={discardDraft}>{children}</DiscardActionProvider>
}
