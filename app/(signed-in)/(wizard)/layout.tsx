import type { ReactNode } from 'react'
import { AppHeader } from '#components/shell/app-header.tsx'
import { requireViewer } from '#lib/server/viewer.ts'

export default async function WizardLayout({ children }: { children: ReactNode }) {
  const { name, address, roles } = await requireViewer('manage')
  return (
    <>
      <AppHeader person={{ name, address, roles }} />
      {children}
    </>
  )
}
