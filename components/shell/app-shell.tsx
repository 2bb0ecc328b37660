'use client'

import { Button } from '@fluentui/react-components'
import {
  Alert20Filled,
  Alert20Regular,
  ClipboardTaskListLtr20Filled,
  ClipboardTaskListLtr20Regular,
  Navigation20Regular,
  People20Filled,
  People20Regular,
  PersonQuestionMark20Filled,
  PersonQuestionMark20Regular,
  PlugConnected20Filled,
  PlugConnected20Regular,
} from '@fluentui/react-icons'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link } from '#components/fields/link.tsx'
import type { CredentialExpiry } from '#lib/domain/secret-expiry.ts'
import { AppHeader, type Person } from './app-header.tsx'
import { SecretExpiryNotice } from './secret-expiry-notice.tsx'
import { ServiceState } from './service-state.tsx'
import styles from './shell.module.css'

const DESTINATIONS = [
  {
    name: 'dataConnectors',
    href: '/data-connectors',
    Icon: PlugConnected20Regular,
    HereIcon: PlugConnected20Filled,
  },
  { name: 'people', href: '/people', Icon: People20Regular, HereIcon: People20Filled },
  {
    name: 'quarantine',
    href: '/quarantine',
    Icon: PersonQuestionMark20Regular,
    HereIcon: PersonQuestionMark20Filled,
  },
  { name: 'alerts', href: '/alerts', Icon: Alert20Regular, HereIcon: Alert20Filled },
  {
    name: 'audit',
    href: '/audit',
    Icon: ClipboardTaskListLtr20Regular,
    HereIcon: ClipboardTaskListLtr20Filled,
  },
] as const

/** Header, navigation and content. The wizard has the header only. Narrow screens have the navigation as a drawer. */
export function AppShell(props: {
  person: Person
  version: string
  secretExpiry: CredentialExpiry[]
  /** The alerts' own, in the header. */
  bell: ReactNode
  /** What stands at the end of a destination's line. */
  counts: Partial<Record<(typeof DESTINATIONS)[number]['name'], ReactNode>>
  children: ReactNode
}) {
  const t = useTranslations('shell')
  const pathname = usePathname()
  const [isDrawerOpen, setIsDrawerOpen] = useState(false)
  const [isNavHidden, setIsNavHidden] = useState(false)
  const navRef = useRef<HTMLElement>(null)
  const drawerButtonRef = useRef<HTMLSpanElement>(null)

  useEffect(() => {
    if (!isDrawerOpen) return
    navRef.current?.querySelector('a')?.focus()
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      setIsDrawerOpen(false)
      drawerButtonRef.current?.querySelector('button')?.focus()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [isDrawerOpen])

  const menuButton = {
    appearance: 'subtle' as const,
    icon: <Navigation20Regular />,
    'aria-label': t('menu'),
    'aria-controls': 'main-navigation',
  }
  return (
    <>
      <AppHeader person={props.person} bell={props.bell}>
        <span ref={drawerButtonRef} className={styles.menuNarrow}>
          <Button
            {...menuButton}
            aria-expanded={isDrawerOpen}
            onClick={() => setIsDrawerOpen(!isDrawerOpen)}
          />
        </span>
        <span className={styles.menuWide}>
          <Button {...menuButton} aria-expanded={!isNavHidden} onClick={() => setIsNavHidden(!isNavHidden)} />
        </span>
      </AppHeader>
      <div className={styles.body} data-nav={isNavHidden ? 'hidden' : 'shown'}>
        <nav
          ref={navRef}
          id="main-navigation"
          className={styles.nav}
          data-open={isDrawerOpen}
          aria-label={t('navigation')}
          onBlur={({ relatedTarget, currentTarget }) => {
            // Focus that goes on to the page would land under the drawer. The button closes it itself.
            const isInside =
              currentTarget.contains(relatedTarget) || drawerButtonRef.current?.contains(relatedTarget)
            if (relatedTarget && !isInside) setIsDrawerOpen(false)
          }}
        >
          <ul>
            {DESTINATIONS.map(({ name, href, Icon, HereIcon }) => {
              const isHere = pathname.startsWith(href)
              const Shown = isHere ? HereIcon : Icon
              return (
                <li key={href}>
                  <Link
                    className={styles.navLink}
                    href={href}
                    aria-current={isHere ? 'page' : undefined}
                    onClick={() => setIsDrawerOpen(false)}
                  >
                    <Shown aria-hidden />
                    {t(name)}
                    {props.counts[name]}
                  </Link>
                </li>
              )
            })}
          </ul>
          <div className={styles.foot}>
            <ServiceState />
            <p>{t('version', { version: props.version })}</p>
          </div>
        </nav>
        <div className={styles.backdrop} aria-hidden onPointerDown={() => setIsDrawerOpen(false)} />
        <main id="content" className={styles.main} tabIndex={-1}>
          {props.secretExpiry.map((expiry) => (
            <SecretExpiryNotice key={expiry.kind} {...expiry} />
          ))}
          {props.children}
        </main>
      </div>
    </>
  )
}
