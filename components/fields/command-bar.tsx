'use client'

import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Overflow,
  OverflowItem,
  Toolbar,
  useIsOverflowItemVisible,
  useOverflowMenu,
} from '@fluentui/react-components'
import { MoreHorizontal20Regular } from '@fluentui/react-icons'
import { useTranslations } from 'next-intl'
import type { ReactElement, Ref } from 'react'
import { CallButton } from './call-button.tsx'
import styles from './command-bar.module.css'

export type Command = {
  id: string
  label: string
  icon: ReactElement
  isPending?: boolean
  /** Why it cannot be used now; null when it can. */
  disabledReason: string | null
  /** A line stands before it. */
  isSeparate?: boolean
  onRun: () => void
}

/** Commands beside each other; those that do not fit are in a menu at the end. */
export function CommandBar(props: { label: string; commands: Command[]; ref?: Ref<HTMLDivElement> }) {
  const { label, commands, ref = null } = props
  return (
    <div ref={ref} className={styles.host}>
      <Overflow>
        <Toolbar className={styles.bar ?? ''} aria-label={label}>
          {commands.map((command) => (
            <OverflowItem key={command.id} id={command.id}>
              <span
                data-command={command.id}
                className={command.isSeparate ? `${styles.command} ${styles.separate}` : styles.command}
              >
                <CallButton
                  appearance="subtle"
                  icon={command.icon}
                  isPending={command.isPending ?? false}
                  disabledReason={command.disabledReason}
                  onClick={command.onRun}
                >
                  {command.label}
                </CallButton>
              </span>
            </OverflowItem>
          ))}
          <MoreCommands commands={commands} />
        </Toolbar>
      </Overflow>
    </div>
  )
}

const MORE = 'more'

/** Gives a command the focus again after what it opened, or the menu that it is in. */
export function focusCommand(bar: HTMLElement | null, id: string): void {
  const buttonOf = (name: string) => bar?.querySelector<HTMLElement>(`[data-command="${name}"] button`)
  const own = buttonOf(id)
  // What is in the menu is not shown in the bar. The dialog lets go of the focus only when it is gone.
  requestAnimationFrame(() => (own?.offsetParent ? own : buttonOf(MORE))?.focus())
}

function MoreCommands({ commands }: { commands: Command[] }) {
  const t = useTranslations('commandBar')
  const { ref, isOverflowing } = useOverflowMenu<HTMLSpanElement>()
  if (!isOverflowing) return null
  return (
    <span ref={ref} className={styles.command} data-command={MORE}>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button appearance="subtle" icon={<MoreHorizontal20Regular />} aria-label={t('more')} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            {commands.map((command) => (
              <CommandInMenu key={command.id} command={command} />
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
    </span>
  )
}

function CommandInMenu({ command }: { command: Command }) {
  const isInBar = useIsOverflowItemVisible(command.id)
  if (isInBar) return null
  return (
    <MenuItem
      icon={command.icon}
      disabled={command.disabledReason !== null || command.isPending === true}
      subText={command.disabledReason}
      onClick={command.onRun}
    >
      {command.label}
    </MenuItem>
  )
}
