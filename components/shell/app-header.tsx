'use client'

import {
  Avatar,
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { Archive20Filled, SignOut20Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Link } from '#components/fields/link.tsx'
import { useColorChoice } from '#components/fluent/color-choice.tsx'
import { COLOR_CHOICES, toColorChoice } from '#components/fluent/color-choices.ts'
import { isLanguage, LANGUAGES } from '#lib/domain/languages.ts'
import type { Role } from '#lib/domain/roles.ts'
import { NavigationProgress } from './navigation-progress.tsx'
import styles from './shell.module.css'
import { useLanguageChoice } from './use-language-choice.ts'

export type Person = { name: string; address: string; roles: readonly Role[] }

/** The bar on top of every page. `children` are the buttons of its navigation; the wizard has none. */
export function AppHeader({
  person,
  bell,
  children,
}: {
  person: Person
  bell?: ReactNode
  children?: ReactNode
}) {
  const t = useTranslations()
  const colors = useColorChoice()
  const languages = useLanguageChoice()
  const tenant = person.address.split('@')[1]
  return (
    <header className={styles.header}>
      <a className={styles.skip} href="#content">
        {t('shell.skip')}
      </a>
      {children}
      <Link className={styles.product} href="/data-connectors">
        <span className={styles.mark}>
          <Archive20Filled aria-hidden />
        </span>
        {t('app.name')}
      </Link>
      {tenant && <span className={styles.tenant}>{tenant}</span>}
      <span className={styles.spacer} />
      {bell}
      <Menu
        positioning="below-end"
        checkedValues={{ colors: [colors.choice], language: [languages.language] }}
        onCheckedValueChange={(_, { name, checkedItems: [chosen] }) => {
          if (name === 'colors') colors.choose(toColorChoice(chosen))
          else if (isLanguage(chosen)) languages.choose(chosen)
        }}
      >
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
            <MenuGroup>
              <MenuGroupHeader>{t('shell.colors')}</MenuGroupHeader>
              {COLOR_CHOICES.map((value) => (
                <MenuItemRadio key={value} name="colors" value={value}>
                  {t(`shell.colorChoices.${value}`)}
                </MenuItemRadio>
              ))}
            </MenuGroup>
            <MenuGroup>
              <MenuGroupHeader>{t('shell.language')}</MenuGroupHeader>
              {LANGUAGES.map(({ tag, name }) => (
                <MenuItemRadio key={tag} name="language" value={tag} lang={tag}>
                  {name}
                </MenuItemRadio>
              ))}
            </MenuGroup>
            <MenuDivider />
            <MenuItem icon={<SignOut20Regular />} onClick={() => void signOut()}>
              {t('shell.signOut')}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      <NavigationProgress />
    </header>
  )
}

/** What signs out is fetched with the click; where that fails, the page that next-auth has for it does the same. */
async function signOut(): Promise<void> {
  try {
    const auth = await import('next-auth/react')
    await auth.signOut({ callbackUrl: '/sign-in?signedOut=1' })
  } catch {
    window.location.assign('/api/auth/signout')
  }
}

/** A dot in a key of the message files would be a level. */
function toKey(role: Role): 'admin' | 'reader' {
  return role === 'DataConnector.Admin' ? 'admin' : 'reader'
}
