'use client'

import { useTranslations } from 'next-intl'
import cards from '#components/fields/card.module.css'
import { LinkButton } from '#components/fields/link-button.tsx'
import { Paging } from '#components/fields/paging.tsx'
import {
  type ConnectorFilter,
  type ConnectorQuery,
  connectorQueryString,
} from '#lib/domain/connector-list.ts'
import { ConnectorFilters } from './connector-filters.tsx'
import { ConnectorFlyout, type FlyoutActions, type FlyoutConnector } from './connector-flyout.tsx'
import { ConnectorTable } from './connector-table.tsx'
import styles from './connectors.module.css'
import { useOpenedConnector } from './use-opened-connector.ts'

/** The Connectors tab: search, filters, one page of the table, and the details of the connector that is open. */
export function ConnectorsView(props: {
  connectors: FlyoutConnector[]
  /** The one that the address opens; it need not be among the others. */
  opened: FlyoutConnector | null
  query: ConnectorQuery
  counts: Record<ConnectorFilter, number>
  total: number
  page: number
  pageCount: number
  now: Date
  canManage: boolean
  actions: FlyoutActions
}) {
  const t = useTranslations('connectors')
  const { openedId, open } = useOpenedConnector()
  const { connectors, query } = props
  const shown = connectors.find(({ id }) => id === openedId)
  const opened = shown ?? (props.opened?.id === openedId ? props.opened : undefined)

  function close() {
    const row = document.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(openedId ?? '')}"]`)
    open(null)
    row?.focus()
  }
  return (
    <section className={`${cards.card} ${cards.flush}`}>
      <ConnectorFilters query={query} counts={props.counts} total={props.total} />
      {connectors.length > 0 ? (
        <ConnectorTable
          // What was held in place belongs to one view: another search or order begins anew.
          key={connectorQueryString(query, { page: props.page })}
          connectors={connectors}
          query={query}
          now={props.now}
          canManage={props.canManage}
          openedId={opened?.id ?? null}
          onOpen={open}
          syncAction={props.actions.sync}
        />
      ) : (
        <div className={styles.noMatch}>
          <p>{t('noMatch')}</p>
          <LinkButton href="/data-connectors/connectors">{t('clearFilters')}</LinkButton>
        </div>
      )}
      <Paging
        base={`/data-connectors/connectors${connectorQueryString(query, { page: 1 })}`}
        page={props.page}
        pageCount={props.pageCount}
        label={t('pages')}
      />
      {opened && (
        <ConnectorFlyout
          connector={opened}
          now={props.now}
          canManage={props.canManage}
          actions={props.actions}
          onClose={close}
          onStep={(step) => {
            const next = connectors[connectors.findIndex(({ id }) => id === opened.id) + step]
            if (next) open(next.id)
          }}
        />
      )}
    </section>
  )
}
