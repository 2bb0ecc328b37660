import type { ReactNode } from 'react'
import { AlertBell } from '#components/alerts/alert-bell.tsx'
import { AlertNewsProvider } from '#components/alerts/alert-news-provider.tsx'
import { AppHeader } from '#components/shell/app-header.tsx'
import { requireViewer } from '#lib/server/viewer.ts'
import { markAlertsRead } from '../(pages)/alerts/actions.ts'

export default async function WizardLayout({ children }: { children: ReactNode }) {
  const { name, address, roles } = await requireViewer('manage')
  return (
    <AlertNewsProvider>
      <AppHeader person={{ name, address, roles }} bell={<AlertBell markRead={markAlertsRead} />} />
      {children}
    </AlertNewsProvider>
  )
}
