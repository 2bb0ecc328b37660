'use client'

import {
  Button,
  Menu,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { TableSettings20Regular } from '@fluentui/react-icons'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import {
  CONNECTOR_COLUMNS,
  type ConnectorColumn,
  type ConnectorQuery,
  connectorQueryString,
  isColumnShown,
} from '#lib/domain/connector-list.ts'

const LABELS = {
  'last-run': 'lastRun',
  quarantine: 'quarantine',
  'last-days': 'lastDays',
  freshness: 'freshness',
  'next-run': 'nextRun',
  warnings: 'warningsColumn',
} as const satisfies Record<ConnectorColumn, string>

/** Which columns the table has. It is in the address, as the search and the filters are. */
export function ColumnChoice({ query, page }: { query: ConnectorQuery; page: number }) {
  const t = useTranslations('connectors')
  const router = useRouter()
  const shown = CONNECTOR_COLUMNS.filter((column) => isColumnShown(query, column))
  function choose(columns: readonly string[]) {
    const hide = CONNECTOR_COLUMNS.filter((column) => !columns.includes(column)).join(',')
    const address = `/data-connectors/connectors${connectorQueryString(query, { hide, page })}`
    router.replace(address as Route, { scroll: false })
  }
  return (
    <Menu checkedValues={{ columns: shown }} onCheckedValueChange={(_, data) => choose(data.checkedItems)}>
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<TableSettings20Regular />} aria-label={t('columns')} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {CONNECTOR_COLUMNS.map((column) => (
            <MenuItemCheckbox key={column} name="columns" value={column}>
              {t(LABELS[column])}
            </MenuItemCheckbox>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
