import type { ReactNode } from 'react'
import { SessionGuard } from '#components/fields/session-guard.tsx'

export default function SignedInLayout({ children }: { children: ReactNode }) {
  return <SessionGuard>{children}</SessionGuard>
}
