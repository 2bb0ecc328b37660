'use client'

import { PlugConnected20Regular } from '@fluentui/react-icons'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { AppHeader, type Person } from './app-header.tsx'
import styles from './shell.module.css'

/** Header, navigation and content. The wizard has the header only. */
export function AppShell({ person, children }: { person: Person; children: ReactNode }) {
  const t = useTranslations('shell')
  const pathname = usePathname()
  const [isNavOpen, setIsNavOpen] = useState(false)
  return (
    <>
      <AppHeader
        person={person}
        menu={{ isOpen: isNavOpen, controls: 'main-navigation', toggle: () => setIsNavOpen(!isNavOpen) }}
      />
      <div className={styles.body}>
        <nav id="main-navigation" className={styles.nav} data-open={isNavOpen} aria-label={t('navigation')}>
          <ul>
            <li>
              <Link
                className={styles.navLink}
                href="/data-connectors"
                aria-current={pathname.startsWith('/data-connectors') ? 'page' : undefined}
                onClick={() => setIsNavOpen(false)}
              >
                <PlugConnected20Regular aria-hidden />
                {t('dataConnectors')}
              </Link>
            </li>
          </ul>
        </nav>
        <main id="content" className={styles.main} tabIndex={-1}>
          {children}
        </main>
      </div>
    </>
  )
}
