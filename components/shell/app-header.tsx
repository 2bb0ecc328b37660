'use client'

import {
  Avatar,
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { Archive20Filled, Navigation20Regular, SignOut20Regular } from '@fluentui/react-icons'
import Link from 'next/link'
import { signOut } from 'next-auth/react'
import { useTranslations } from 'next-intl'
import type { Role } from '#lib/domain/roles.ts'
import styles from './shell.module.css'

export type Person = { name: string; address: string; roles: readonly Role[] }

/** The bar on top of every page. `menu` opens the navigation on narrow screens. */
export function AppHeader(props: {
  person: Person
  menu?: { isOpen: boolean; controls: string; toggle: () => void }
}) {
  const t = useTranslations()
  const { person, menu } = props
  return (
    <header className={styles.header}>
      <a className={styles.skip} href="#content">
        {t('shell.skip')}
      </a>
      {menu && (
        <span className={styles.menuButton}>
          <Button
            appearance="subtle"
            icon={<Navigation20Regular />}
            aria-label={t('shell.menu')}
            aria-expanded={menu.isOpen}
            aria-controls={menu.controls}
            onClick={menu.toggle}
          />
        </span>
      )}
      <Link className={styles.product} href="/data-connectors">
        <span className={styles.mark}>
          <Archive20Filled aria-hidden />
        </span>
        {t('app.name')}
      </Link>
      <span className={styles.spacer} />
      <Menu positioning="below-end">
        <MenuTrigger disableButtonEnhancement>
          <Button
            appearance="transparent"
            shape="circular"
            icon={<Avatar size={28} color="brand" name={person.name} aria-hidden />}
            aria-label={t('shell.account', { name: person.name })}
          />
        </MenuTrigger>
        <MenuPopover>
          <div className={styles.userMenu}>
            <p className={styles.userName}>{person.name}</p>
            <p>{person.address}</p>
            <p>{person.roles.map((role) => t(`roles.${toKey(role)}`)).join(', ') || t('roles.none')}</p>
          </div>
          <MenuList>
            <MenuItem icon={<SignOut20Regular />} onClick={() => void signOut({ callbackUrl: '/sign-in' })}>
              {t('shell.signOut')}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
    </header>
  )
}

/** A dot in a key of the message files would be a level. */
function toKey(role: Role): 'admin' | 'reader' {
  return role === 'DataConnector.Admin' ? 'admin' : 'reader'
}
