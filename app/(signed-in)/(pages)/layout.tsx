import type { ReactNode } from 'react'
import { AlertBell } from '#components/alerts/alert-bell.tsx'
import { AlertNewsProvider } from '#components/alerts/alert-news-provider.tsx'
import { NavCount } from '#components/alerts/nav-count.tsx'
import { AppShell } from '#components/shell/app-shell.tsx'
import { findSecretExpiry } from '#lib/server/find-secret-expiry.ts'
import { requireViewer } from '#lib/server/viewer.ts'
import { version } from '../../../package.json'
import { markAlertsRead } from './alerts/actions.ts'

/** Layouts are not rendered again at every step of navigation, so each page asks for its viewer too. */
export default async function PagesLayout({ children }: { children: ReactNode }) {
  const { name, address, roles } = await requireViewer('read')
  return (
    <AlertNewsProvider>
      <AppShell
        person={{ name, address, roles }}
        version={version}
        secretExpiry={findSecretExpiry()}
        bell={<AlertBell markRead={markAlertsRead} />}
        counts={{ quarantine: <NavCount of="waiting" />, alerts: <NavCount of="unread" /> }}
      >
        {children}
      </AppShell>
    </AlertNewsProvider>
  )
}
